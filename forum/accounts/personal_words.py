"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.accounts.models import ConsentKind
from forum.core.personal_words import FOR_PROGRAMS, Part, PersonalWords, Section, language, moment, one_of

METHODS = {
    "password": _l("Password"),
    "passkey": _l("Passkey"),
    "authenticator": _l("Password and authenticator app"),
    "recovery code": _l("Password and recovery code"),
    "sign-up": _l("Joining"),
}
CONSENTS = {
    ConsentKind.CHARTER: _l("The charter"),
    ConsentKind.PRIVACY: _l("The privacy notice"),
    ConsentKind.AGE: _l("To be old enough"),
    ConsentKind.MARKETING: _l("News of the brand by mail"),
}
USED = Part(_l("Used"), moment)
MADE = Part(_l("Made"), moment)

WORDS = PersonalWords(
    _l("Your account"),
    {
        "profile": Section(
            _l("Profile"),
            {
                "handle": Part(_l("Name for mentions")),
                "name": Part(_l("Display name")),
                "first_name": Part(_l("First name")),
                "email": Part(_l("E-mail address")),
                "language": Part(_l("Language of the pages"), language),
                "languages": Part(_l("Languages you speak"), language),
                "time_zone": Part(_l("Time zone")),
                "about_source": Part(_l("About you")),
                "picture_key": FOR_PROGRAMS,
                "is_moderator": Part(_l("Moderator")),
                "is_brand": Part(_l("Brand team")),
                "is_administrator": Part(_l("Administrator")),
                "charter_version": Part(_l("Edition of the charter that you accepted")),
                "confirmed_at": Part(_l("Address confirmed"), moment),
                "created_at": Part(_l("Member since"), moment),
                "last_seen_at": Part(_l("Last seen"), moment),
                "suspended_until": Part(_l("Suspended until"), moment),
                "topic_count": Part(_l("Topics")),
                "post_count": Part(_l("Posts")),
                "likes_given": Part(_l("Likes given")),
                "likes_received": Part(_l("Likes received")),
            },
        ),
        "former_handles": Section(
            _l("Former names"),
            {"handle": Part(_l("Name for mentions")), "given_up_at": Part(_l("Given up"), moment)},
        ),
        "sign_ins": Section(
            _l("Where you are or were signed in"),
            {
                "method": Part(_l("With"), one_of(METHODS)),
                "network": Part(_l("Network")),
                "device": Part(_l("Browser")),
                "created_at": Part(_l("Since"), moment),
                "last_seen_at": Part(_l("Last seen"), moment),
                "ended_at": Part(_l("Ended on"), moment),
            },
        ),
        "passkeys": Section(
            _l("Passkeys"),
            {"name": Part(_l("Name")), "created_at": MADE, "last_used_at": Part(_l("Last used"), moment)},
        ),
        "authenticator": Section(_l("Authenticator app"), {"created_at": Part(_l("Since"), moment)}),
        "recovery_codes": Section(_l("Recovery codes"), {"created_at": MADE, "used_at": USED}),
        "consents": Section(
            _l("What you agreed to"),
            {
                "kind": Part(_l("What"), one_of(CONSENTS)),
                "given": Part(_l("Agreed")),
                "version": Part(_l("Edition")),
                "at": Part(_l("When"), moment),
            },
        ),
        "invitations": Section(
            _l("Invitations you made"), {"note": Part(_l("Note")), "created_at": MADE, "used_at": USED}
        ),
    },
)
