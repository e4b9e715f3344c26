"""What may be asked of the designer."""

from yimen.registers.designer.models import Saved


def may_undo(version_id: int) -> bool:
    """Say whether a change of a draft can be taken back."""
    return Saved.objects.filter(version_id=version_id).exists()
