"""Wording: the present report, language that leaves nobody out, paragraphs instead of pages."""

from meetings.base.words import N_
from meetings.proofing.rules.rule import Rule, pattern, words

RULES = (
    Rule(
        "present-report",
        N_("The present report"),
        N_("The report calls itself “the present report”."),
        words({"this report": "the present report"}),
        flags=(
            ("This report covers it.", "The present report covers it."),
            ("In this report.", "In the present report."),
            ("It met.^[See this report, para. 4.]", "It met.^[See the present report, para. 4.]"),
        ),
        leaves=("The present report.", "Each of these reports.", "This reporting period.", "“this report”"),
    ),
    Rule(
        "inclusive",
        N_("Inclusive language"),
        N_("Words that leave nobody out are preferred."),
        words(
            {
                "chairman": "chair",
                "chairmen": "chairs",
                "chairmanship": "chairship",
                "chairwoman": "chair",
                "mankind": "humankind",
                "manpower": "workforce",
                "man-made": "human-made",
                "manmade": "human-made",
                "spokesman": "spokesperson",
                "spokesmen": "spokespersons",
                "spokeswoman": "spokesperson",
                "policeman": "police officer",
                "policemen": "police officers",
                "layman": "layperson",
                "businessmen": "businesspeople",
                "congressman": "member of Congress",
                "salesman": "salesperson",
                "ombudsman’s": None,
                "the disabled": "persons with disabilities",
                "the elderly": "older persons",
            }
        ),
        flags=(
            ("The chairman spoke of mankind.", "The chair spoke of humankind."),
            ("Chairmen and manpower.", "Chairs and workforce."),
        ),
        leaves=("The Chair spoke of humankind.", "He said “mankind”.", "The Ombudsman.", "A human being."),
    ),
    Rule(
        "pages",
        N_("Paragraphs, not pages"),
        N_("Documents of the United Nations are cited by paragraph, not by page."),
        pattern(r"\b(?:pp?\.[ \u00a0]?|(?<!web )[Pp]ages? )\d+(?:[–-]\d+)?"),
        flags=(
            ("See A/HRC/61/35, p. 4.", None),
            ("As said on page 12.", None),
            ("See pp. 3–4.", None),
            ("It met.^[A/HRC/61/35, p. 4.]", None),
        ),
        leaves=("See A/HRC/61/35, para. 4.", "A page of history.", "The web page 404."),
    ),
)
