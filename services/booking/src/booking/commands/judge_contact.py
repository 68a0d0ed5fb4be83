from booking.domain.practice import Practice
from booking.errors import PracticeUnreachable
from messaging.telephone import tel


def judge_contact(practice: Practice) -> None:
    """Whether a client can reach it. Raises PracticeUnreachable."""
    if not practice.can_be_reached:
        raise PracticeUnreachable("Clients need a telephone number or an email address of the practice.")
    if practice.phone and tel(practice.phone, practice.zone) is None:
        raise PracticeUnreachable("This is no telephone number that can be dialled.")
