"""Signing in and out, one's password, accounts and roles, the trail, and who may do what."""

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from meetings.access import actions, queries
from meetings.access.actor import Actor
from meetings.access.forms import AccountForm, LinkForm, PasswordForm, RoleForm, SignInForm
from meetings.access.models import Account
from meetings.access.permissions import GRANTS, Permission, Role
from meetings.access.routes import Feature
from meetings.access.rules import local_path
from meetings.access.signed_in import SignedIn
from meetings.base import clock, secrets
from meetings.base.refusals import NotFound, Refused

feature = Feature("access", __name__)
# In the session of a browser: the page for which somebody was asked to sign in.
NEXT, MOST_NEXT = "next", 300


def _counters(email: str) -> dict[str, str]:
    return {
        "account": secrets.digest(f"account {email.strip().lower()}"),
        "address": secrets.digest(f"address {request.remote_addr}"),
    }


def _let_in(account: Account, actor: Actor, target: str | None) -> ResponseReturnValue:
    token = actions.begin_session(account, actor.session_digest)
    session.clear()  # nothing of before the sign-in, the CSRF token neither, goes on
    signed_in = SignedIn(token, queries.actor_of(account, clock.now().date()))
    login_user(signed_in)
    first = "portal.home" if signed_in.actor.is_staff else "portal.my_page"
    return redirect(local_path(target) or url_for(first), 303)


def _sign_in_page(form: SignInForm, link_form: LinkForm) -> str:
    return render_template("access/sign_in.html", form=form, link_form=link_form)


@feature.form("/sign-in", Permission.READ_PUBLIC)
def sign_in(actor: Actor) -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    if request.method == "GET":
        # For whoever goes on by the mailed link, in this browser; a cookie is kept small.
        target = request.args.get("next", "")
        session[NEXT] = target if target.isprintable() and len(target) <= MOST_NEXT else ""
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return make_response(
            render_template("access/sign_in.html", form=form, link_form=LinkForm(formdata=None)), status
        )
    counters = _counters(form.email.data)
    wait = queries.seconds_to_wait(counters, clock.now())
    if wait:
        answer = make_response(render_template("access/wait.html", minutes=-(-wait // 60)), 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    account = actions.verify(form.email.data, form.password.data)
    if account is None:
        form.refuse(Refused("The address or the password is not right. You can also ask for a link by mail."))
        actions.count_failure(list(counters.values()))
        return make_response(_sign_in_page(form, LinkForm(formdata=None)), 422)
    return _let_in(account, actor, form.next.data)


@feature.change("/sign-in/link", Permission.READ_PUBLIC)
def ask_for_link(actor: Actor) -> ResponseReturnValue:
    form = LinkForm()
    if not form.validate_on_submit():
        return make_response(_sign_in_page(SignInForm(formdata=None), form), 422)
    actions.send_sign_in_link(
        form.address.data,
        _("Your link to sign in"),
        _(
            "Open this link and press the button on its page. It works once, for 60 minutes.\n\n[personal link]\n\n"
            "If you did not ask for it, do nothing: without the button nothing happens."
        ),
    )
    return redirect(url_for("access.link_sent"), 303)


@feature.page("/sign-in/link-sent", Permission.READ_PUBLIC)
def link_sent(actor: Actor) -> ResponseReturnValue:
    return render_template("access/link_sent.html")


@feature.form("/sign-in/link/<token>", Permission.READ_PUBLIC)
def use_link(actor: Actor, token: str) -> ResponseReturnValue:
    """Opening the link changes nothing (mail scanners open links); the button on its page uses it up."""
    link = queries.find_link(token, "sign_in")
    if link is None:
        return make_response(render_template("access/link_dead.html"), 404)
    account = queries.get_account(link.subject_id)
    if request.method == "GET":
        return render_template("access/use_link.html", account=account)
    if account.disabled_at is not None:
        raise NotFound
    actions.use_link(link)
    return _let_in(account, actor, session.get(NEXT))


@feature.change("/sign-out", Permission.READ_PUBLIC)
def sign_out(actor: Actor) -> ResponseReturnValue:
    actions.end_session(actor.session_digest)
    logout_user()
    session.clear()
    return redirect(url_for("portal.front"), 303)


@feature.form("/my/password", Permission.OWN_PAGE)
def password(actor: Actor) -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit() and actor.account_id is not None:
        account = queries.get_account(actor.account_id)
        try:
            actions.set_password(actor, account, form.password.data)
            flash(_("Your password is set. Other devices are signed out."))
            return _let_in(account, actor, url_for("portal.my_page"))
        except Refused as no:
            form.refuse(no)
    status = 422 if request.method == "POST" else 200
    return make_response(render_template("access/password.html", form=form), status)


@feature.form("/accounts", Permission.MANAGE_ACCOUNTS)
def accounts(actor: Actor) -> ResponseReturnValue:
    form = AccountForm()
    if form.validate_on_submit():
        try:
            made = actions.make_account(actor, form.email.data, form.name.data)
            return redirect(url_for("access.account", account_id=made.id), 303)
        except Refused as no:
            form.refuse(no)
    status = 422 if request.method == "POST" else 200
    found = queries.accounts(actor)
    page = render_template(
        "access/accounts.html",
        accounts=found,
        names=queries.names_held_on(actor, found),
        form=form,
        today=clock.now().date(),
    )
    return make_response(page, status)


@feature.form("/accounts/<int:account_id>", Permission.MANAGE_ACCOUNTS, load=queries.account_for)
def account(actor: Actor, account: Account) -> ResponseReturnValue:
    form = RoleForm()
    if form.validate_on_submit():
        try:
            actions.give_role(actor, account, Role(form.role.data))
            return redirect(url_for("access.account", account_id=account.id), 303)
        except Refused as no:
            form.refuse(no)
    status = 422 if request.method == "POST" else 200
    rows = queries.audit_rows(actor, 50, "account", account.id)
    page = render_template(
        "access/account.html",
        account=account,
        names=queries.names_held_on(actor, [account]),
        form=form,
        rows=rows,
        today=clock.now().date(),
    )
    return make_response(page, status)


@feature.change("/accounts/<int:account_id>/roles/<int:holding_id>/end", Permission.MANAGE_ACCOUNTS)
def end_role(actor: Actor, account_id: int, holding_id: int) -> ResponseReturnValue:
    account = queries.account_for(actor, account_id)
    for holding in account.holdings:
        if holding.id == holding_id:
            if account_id == actor.account_id and holding.role is Role.ADMINISTRATOR:
                raise Refused("You cannot take this role from yourself; another administrator can.")
            actions.end_role(actor, holding)
            return redirect(url_for("access.account", account_id=account_id), 303)
    raise NotFound


@feature.change("/accounts/<int:account_id>/disabled", Permission.MANAGE_ACCOUNTS, load=queries.account_for)
def disable(actor: Actor, account: Account) -> ResponseReturnValue:
    actions.set_disabled(actor, account, request.form.get("disabled") == "1")
    return redirect(url_for("access.account", account_id=account.id), 303)


@feature.page("/audit", Permission.MANAGE_ACCOUNTS)
def audit(actor: Actor) -> ResponseReturnValue:
    return render_template("access/audit.html", rows=queries.audit_rows(actor))


@feature.page("/help/who-may-do-what", Permission.READ_PUBLIC)
def who_may(actor: Actor) -> ResponseReturnValue:
    roles = [r for r in Role if r is not Role.SIGNED_IN]
    return render_template("access/who_may.html", grants=GRANTS, roles=roles)
