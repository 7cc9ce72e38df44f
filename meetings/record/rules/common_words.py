"""Family names that are also words of a text in English, as they stand at its beginning or in a title.

Whoever has such a name is found by the whole name, behind a title or an initial; the word alone would be asked about
in nearly every paragraph.
"""

_WORDS = """
Ambassador Bank Banks Best Bishop Black Book Bridge Bright Brown Case Chair Chance Church City Close Coast
Cook Corner Council Court Cross Dean Dear East Easter English Farmer Field Fields Flood Force Ford Forest
France Freedom French Garden Gates General German Gold Good Grace Grand Grant Grants Great Green Grey Guest
Gulf Hall Hand Hands Head High Hill Hills Holiday Holland Home Hope House Human Ireland Island Judge Justice
Keep King Lake Land Large Last Laws Leader Little Long Love Major Mark Market Mayor Means Members Middle Mill
Minister Moon More Morning Mount Mountain Natural Nature Neighbour North Office Page Palace Paris Park Parks
Pass Peace Place Police Poor Port Post Power Powers President Price Range Read Real Reform Region Rice Rich
Right Rights River Rivers Road Rock Root Round Rule Sand School Sea Sharp Shore Short Small Smart South Spain
Speaker Spring State States Stone Street Strong Summer Trade Union Upper Valley Village Walk Ward Water Waters
West White Wild Will Winter Wise Wood Woods World Year Young
"""
COMMON = frozenset(_WORDS.split())

# Short words with which a sentence begins: a family name, too, but behind a full stop none.
_SHORT = """
A Act Age Aid Air All An And Any Art As At Be But By Can Do Due Far Few For Get Had Has He Her His How I If In Is It Its
Key Law Let Low Man May Men New No Nor Not Now Of Off Old On One Or Our Out Own Pay Per Put Sea See Set She Six So Ten
The To Too Top Two Up Us Use War Was Way We Who Why Yes Yet You
"""
SHORT = frozenset(_SHORT.split())
