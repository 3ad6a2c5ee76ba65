"""What authenticator apps and recovery codes are made from, encrypted in the database."""

from allauth.mfa.adapter import DefaultMFAAdapter

from everyseat.organisations import at_rest

PURPOSE = "second factor"


class Adapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return at_rest.encrypt(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return at_rest.decrypt(encrypted_text, PURPOSE)
