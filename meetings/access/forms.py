"""Sign-in, passwords, accounts and roles: what is typed."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length

from meetings.access.permissions import Role
from meetings.base.forms import NEEDED, Form, LineField, mailed, no_control_characters

ADDRESS = _l("Write the address in full, for example name@example.org.")


class SignInForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [InputRequired(NEEDED), Length(max=254), no_control_characters],
        filters=[mailed],
    )
    password = PasswordField(_l("Password"), [InputRequired(NEEDED), Length(max=1000), no_control_characters])
    next = HiddenField()


class LinkForm(Form):
    address = EmailField(
        _l("E-mail address"), [InputRequired(NEEDED), Email(ADDRESS), Length(max=254)], filters=[mailed]
    )


class PasswordForm(Form):
    password = PasswordField(
        _l("New password"),
        [InputRequired(NEEDED), Length(max=1000), no_control_characters],
        description=_l("At least 12 characters. Four or five unrelated words are good."),
    )


class AccountForm(Form):
    name = LineField(_l("Name"), [InputRequired(NEEDED)])
    email = EmailField(
        _l("E-mail address"), [InputRequired(NEEDED), Email(ADDRESS), Length(max=254)], filters=[mailed]
    )


class RoleForm(Form):
    role = SelectField(
        _l("Role"),
        choices=[
            SelectChoice(r.value, _l(r.label)) for r in (Role.ADMINISTRATOR, Role.ORGANIZER, Role.DRAFTER)
        ],
    )
