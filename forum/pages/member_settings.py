"""What a member can settle, in plain words: what holds until they change it, what it does, where it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext as _l

from forum.pages.finding import says


@dataclass(frozen=True, slots=True)
class MemberSetting:
    """One thing that a member settles: `words` are others that people look for it by.

    `page` is the page of settings that it is found on, where that is not its own.
    """

    label: LazyString
    effect: LazyString
    default: LazyString
    endpoint: str
    words: LazyString
    page: str | None = None


SETTINGS = (
    MemberSetting(
        _l("Display name"),
        _l("The name that others see beside what you write."),
        _l("what you chose when you joined"),
        "accounts.edit_profile",
        _l("profile, handle, nickname"),
    ),
    MemberSetting(
        _l("Your picture"),
        _l("Stands beside your name; without one, its first letter."),
        _l("the first letter of your name"),
        "accounts.edit_profile",
        _l("avatar, photo, face"),
    ),
    MemberSetting(
        _l("About you"),
        _l("A few words on your own page, for everybody who may read here."),
        _l("empty"),
        "accounts.edit_profile",
        _l("profile, bio, languages"),
    ),
    MemberSetting(
        _l("Language and time"),
        _l("In which language pages and mails speak to you, and in which time zone times are told."),
        _l("as your browser says"),
        "accounts.account",
        _l("translation, clock, German, French, English"),
    ),
    MemberSetting(
        _l("E-mail address"),
        _l("You sign in with it, and mails go there. Nobody else sees it."),
        _l("what you joined with"),
        "accounts.change_email",
        _l("mail, address, contact"),
        "accounts.account",
    ),
    MemberSetting(
        _l("Password"),
        _l("Lets you in. Changing it signs you out everywhere else."),
        _l("what you chose"),
        "accounts.change_password",
        _l("sign in, access, secret"),
        "accounts.security",
    ),
    MemberSetting(
        _l("Second step and passkeys"),
        _l("A code from your telephone, or a passkey, keeps others out even if they know your password."),
        _l("off"),
        "accounts.security",
        _l("two factors, authenticator, security, devices, sign-ins"),
    ),
    MemberSetting(
        _l("Notices and mails"),
        _l("What is told to you in the page, by mail, at once or gathered."),
        _l("replies, mentions and decisions at once"),
        "notifications.choices",
        _l("notifications, quiet, digest, newsletter, unsubscribe"),
    ),
    MemberSetting(
        _l("Badges"),
        _l("Which badges stand beside your name."),
        _l("all that you earned"),
        "badges.own",
        _l("medals, awards"),
    ),
    MemberSetting(
        _l("Showing that you are here"),
        _l("Lists you among those who are here now, for as long as you are active."),
        _l("off: nobody sees it"),
        "pages.members",
        _l("presence, online, directory, visible"),
    ),
    MemberSetting(
        _l("News from the brand"),
        _l("Whether the brand may write to you by mail."),
        _l("off, unless you agreed when you joined"),
        "accounts.privacy",
        _l("marketing, advertising, consent"),
    ),
    MemberSetting(
        _l("My data"),
        _l("Take everything along in one file, or leave for good."),
        _l("kept while you are a member"),
        "accounts.privacy",
        _l("export, download, delete, erase, account, GDPR"),
    ),
)


def found_settings(asked: str) -> list[MemberSetting]:
    """Return what `asked` is about; everything when nothing is asked."""
    return [each for each in SETTINGS if says(asked, each.label, each.effect, each.words)]


def named_on(endpoint: str) -> str:
    """Return the names of what is settled on the page at `endpoint`, in a line; of one thing, what it does."""
    found = [each for each in SETTINGS if endpoint == (each.page or each.endpoint)]
    return str(found[0].effect) if len(found) == 1 else ", ".join(str(each.label) for each in found)
