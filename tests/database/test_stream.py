"""The change stream after a dump was loaded into another cluster, whose numbers of transactions begin anew."""

from django.db import connection, transaction

from accounts.models import Organisation
from database import stream
from database.asker import acting_as
from database.migrating import finish
from database.stream import Place
from families.models import Family
from tests.database.test_keys import as_owner
from tests.people import let_in


def test_what_came_with_a_dump_stands_before_what_is_written_there(transactional_db):
    leeds = Organisation.objects.create(name="Leeds")
    user = let_in("W", leeds)
    with acting_as(user.asker), transaction.atomic():
        Family.objects.create(organisation=leeds, name="Ash")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET ROLE kith_owner")
        cursor.execute("UPDATE database_change SET xid = '9000000000000'")
        finish(connection)
    with acting_as(user.asker), transaction.atomic():
        Family.objects.create(organisation=leeds, name="Beech")

    with acting_as(user.asker), transaction.atomic():
        rows = [row for row in stream.rows_after(Place(stream.server()), 10) if row.table == "families_family"]
        names = dict(Family.objects.values_list("pk", "name"))

    assert [names[row.row] for row in rows] == ["Ash", "Beech"]
