"""The change stream: one row for every row written in a protected table, in the order in which other systems may read it."""

from django.db import models


class TransactionIdField(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's `xid8`: the transaction that wrote. Readers stop at `pg_snapshot_xmin`, so no late committer is skipped."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class Change(models.Model):
    """That a row was written; what it holds now is read from its table, as whoever asks. Written by triggers only."""

    class Operation(models.TextChoices):
        INSERT = "insert"
        UPDATE = "update"
        DELETE = "delete"

    seq = models.BigAutoField(primary_key=True)
    xid = TransactionIdField()
    organisation_id = models.UUIDField()
    table = models.TextField()
    row = models.UUIDField()
    operation = models.TextField(choices=Operation)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "xid", "seq"], name="change_in_order")]

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row}"
