"""An account, used through the pages: second step, passkey, lost password, new address."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

import pytest

from tests.e2e.person import Person
from tests.support.stack import wait_until

pytestmark = pytest.mark.e2e

PASSWORD = "a quiet room and one lamp"
NEW_PASSWORD = "the same room, another lamp"
NEW_ADDRESS = "fay.okoro@example.org"
PERIOD = 30  #: seconds for which a code of an app is good
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_second_step_and_a_passkey(sit_down: Callable[[str], Person]):
    fay = sit_down("Fay Okoro")
    fay.open("/account/signup/")
    fay.sign_up()
    fay.sees("You are not in a set yet.")

    secret, spare = _set_up_app(fay)
    _sign_in(fay, lambda: _code(secret))
    _sign_in(fay, lambda: spare)
    _add_passkey(fay)
    _sign_in_by_passkey(fay)
    _rename_and_remove(fay)
    _remove_app(fay)


def test_a_lost_password_a_new_address_and_another_browser(
    sit_down: Callable[[str], Person],
):
    fay, elsewhere = sit_down("Fay Okoro"), sit_down("Fay Okoro")
    fay.open("/account/signup/")
    fay.sign_up()
    fay.sees("You are not in a set yet.")
    _sign_out(fay)

    _find_a_new_password(fay)
    _come_in(fay, NEW_PASSWORD)
    _change_password(fay)
    _come_in(elsewhere, PASSWORD)
    _change_address(fay)
    _end_the_other_session(fay, elsewhere)
    _leave_in_time(elsewhere)


# -- A second step


def _set_up_app(fay: Person) -> tuple[str, str]:
    """Set the app up; return its key and a recovery code."""
    fay.open("/profile/")
    fay.look("profile")
    fay.follow("Passkeys and a second step")
    fay.look("second-step")
    fay.follow("Set it up")
    _show_who_it_is(fay)
    fay.sees("Let it scan this picture")
    fay.look("app-set-up")
    secret = fay.page.locator("copy-text code").inner_text()
    fay.fill("The code the app shows now", "000000")
    fay.press("Ask for it from now on")
    fay.sees("That code doesn’t match.")
    fay.fill("The code the app shows now", _code(secret))
    fay.press("Ask for it from now on")
    fay.sees("The authenticator app is set up.")
    fay.look("recovery-codes")
    assert "asked" not in fay.letter("An authenticator app protects your account")
    return secret, fay.page.locator(".recovery-codes code").first.inner_text()


def _show_who_it_is(fay: Person) -> None:
    """Give the password once more, where that is asked for."""
    fay.sees("Confirm that it is you")
    fay.look("again")
    fay.fill("Your password", PASSWORD)
    fay.press("Continue")


def _code(secret: str) -> str:
    """Return what an app shows for this key now (RFC 6238), good for 5 s at least."""
    wait_until(lambda: time.time() % PERIOD < PERIOD - 5)
    counter = struct.pack(">Q", int(time.time()) // PERIOD)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def _sign_out(fay: Person) -> None:
    fay.open("/account/logout/")
    fay.look("sign-out")
    fay.press("Sign out")
    fay.sees("You are signed out.")


def _sign_in(fay: Person, code: Callable[[], str]) -> None:
    """Go out, and come in with the password and a code."""
    _sign_out(fay)
    fay.look("sign-in")
    fay.fill("E-mail", fay.email)
    fay.fill("Password", PASSWORD)
    fay.press("Sign in")
    fay.sees("The second step")
    fay.look("sign-in-second-step")
    fay.fill("Code from the app", code())
    fay.press("Sign in")
    fay.sees("You are not in a set yet.")


# -- Passkeys


def _add_passkey(fay: Person) -> None:
    """Refuse once, then make a passkey with a finger."""
    devtools = fay.page.context.new_cdp_session(fay.page)
    devtools.send("WebAuthn.enable")
    fay.open("/account/2fa/webauthn/")
    fay.look("passkeys-none")
    fay.follow("Add a passkey")
    _show_who_it_is(fay)
    fay.sees("Add a passkey")
    fay.look("passkey-add")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**FINGER, "isUserVerified": False}},
    )
    fay.press("Create the passkey")
    fay.sees("No passkey was created.")
    fay.look("passkey-not-made")
    devtools.send("WebAuthn.removeVirtualAuthenticator", made)
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    fay.fill("A name for it", "My phone")
    fay.press("Create the passkey")
    fay.sees("The passkey is added.")
    fay.sees("1 passkey.")
    fay.follow("See them")
    fay.sees("Signs you in by itself.")
    fay.look("passkeys")
    fay.letter("You have a new passkey")
    fay.follow("Add a passkey")
    fay.press("Create the passkey")
    fay.sees("This device already holds one of your passkeys.")


def _sign_in_by_passkey(fay: Person) -> None:
    _sign_out(fay)
    fay.press("Use a passkey")
    fay.sees("You are not in a set yet.")


def _rename_and_remove(fay: Person) -> None:
    fay.open("/account/2fa/webauthn/")
    fay.follow("Rename")
    fay.sees("Confirm that it is you")
    fay.follow("Use a passkey")
    fay.look("again-by-passkey")
    fay.press("Use a passkey")
    fay.sees("Rename this passkey")
    fay.look("passkey-rename")
    fay.fill("A name for it", "The old phone")
    fay.press("Save this name")
    fay.sees("The old phone")
    fay.follow("Remove")
    fay.sees("Remove “The old phone”?")
    fay.look("passkey-remove")
    fay.press("Remove it")
    fay.sees("The passkey is removed.")


def _remove_app(fay: Person) -> None:
    fay.open("/account/2fa/")
    fay.look("second-step-set-up")
    fay.follow("Make new ones")
    fay.look("recovery-codes-new")
    fay.press("Make new ones")
    fay.sees("Here are your recovery codes.")
    fay.open("/account/2fa/")
    fay.follow("Remove it")
    fay.look("app-remove")
    fay.press("Remove it")
    fay.sees("The authenticator app is removed.")
    fay.sees("Not set up.")


# -- Password, address, browsers


def _come_in(fay: Person, password: str) -> None:
    fay.open("/account/login/")
    fay.fill("E-mail", fay.email)
    fay.fill("Password", password)
    fay.press("Sign in")
    fay.sees("You are not in a set yet.")


def _find_a_new_password(fay: Person) -> None:
    fay.follow("Forgot your password?")
    fay.look("password-lost")
    fay.fill("E-mail", fay.email)
    already = len(fay.letters())
    fay.press("E-mail me the code")
    fay.sees("Type the code")
    fay.look("password-code")
    fay.fill("Code", fay.code(already))
    fay.press("Choose a new password")
    fay.sees("A new password")
    fay.look("password-new")
    fay.page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    fay.fill("New password, again", NEW_PASSWORD)
    fay.press("Use the new password")
    fay.sees("Your password has been changed.")
    fay.look("password-done")
    fay.letter("Your password has changed")


def _change_password(fay: Person) -> None:
    fay.open("/account/password/change/")
    fay.look("password-change")
    fay.fill("Your current password", NEW_PASSWORD)
    fay.page.get_by_label("New password", exact=True).fill(PASSWORD)
    fay.fill("New password, again", PASSWORD)
    fay.press("Use the new password")
    fay.sees("Your password has been changed.")


def _change_address(fay: Person) -> None:
    fay.open("/account/email/")
    fay.look("address")
    fay.fill("New e-mail address", NEW_ADDRESS)
    fay.press("Change my address")
    fay.email = NEW_ADDRESS
    fay.sees("Is it your address?")
    fay.look("address-code")
    fay.fill("Code", fay.code())
    fay.press("Yes, it is mine")
    fay.sees(f"{NEW_ADDRESS} is confirmed.")
    fay.look("address-changed")
    fay.open("/profile/")
    fay.sees(NEW_ADDRESS)


def _end_the_other_session(fay: Person, elsewhere: Person) -> None:
    fay.open("/profile/")
    fay.follow("Where you are signed in")
    fay.sees("this browser")
    fay.look("browsers")
    fay.press("Sign out everywhere else")
    fay.sees("Your other browsers are signed out.")
    elsewhere.open("/profile/")
    elsewhere.sees("Come in")


def _leave_in_time(elsewhere: Person) -> None:
    """The old address lets nobody in any more, and does not say why."""
    elsewhere.fill("E-mail", elsewhere.email)
    elsewhere.fill("Password", PASSWORD)
    elsewhere.press("Sign in")
    elsewhere.sees("That e-mail and password don’t match.")
    elsewhere.look("sign-in-refused")
