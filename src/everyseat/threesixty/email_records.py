"""What is stored for a round's e-mails before they are written."""

from django.db import models


class EmailText(models.Model):
    """What an organiser wrote for one kind of a round's e-mails, in one language, in place of ours.

    It has placeholders (`email_texts`). What we add below it, such as the link and who sees what,
    is not here and can't be changed.
    """

    round = models.ForeignKey(
        "threesixty.Round", on_delete=models.CASCADE, related_name="email_texts"
    )
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=150)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "language"], name="one_text_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language}) of {self.round}"


class InvitationToSend(models.Model):
    """An approved invitation that is not sent yet: more to the same person may join it.

    It is deleted when its e-mail is written. Until then it says nothing that the invitation
    itself does not.
    """

    invitation = models.OneToOneField(
        "threesixty.Invitation", primary_key=True, on_delete=models.CASCADE, related_name="to_send"
    )
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"to send: {self.invitation}"
