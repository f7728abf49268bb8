import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from api.models import ApiClient
from tests.conftest import FROZEN
from tests.factories_api import credentials


@pytest.fixture
def mosaic(organisation):
    return credentials("families.read").client


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"purpose": " "}, "api_client_says_what_for"),
        ({"name": "\t"}, "api_client_says_what_for"),
        ({"scopes": []}, "api_client_has_a_scope"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"stopped_at": FROZEN}, "api_client_stopped_by_someone"),
    ],
)
def test_the_database_keeps_the_rules(mosaic, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ApiClient.objects.filter(pk=mosaic.pk).update(**change)


def test_two_clients_have_two_names(mosaic):
    other = credentials("families.read", name="Other").client

    with pytest.raises(IntegrityError, match="api_client_name_once"), transaction.atomic():
        ApiClient.objects.filter(pk=other.pk).update(name="Mosaic")


def test_a_user_who_is_a_client_stays(mosaic):
    with pytest.raises(ProtectedError):
        mosaic.user.delete()


def test_a_client_reads_as_its_name(mosaic):
    assert str(mosaic) == "Mosaic"


def test_administrators_see_the_clients(mosaic, manager, worker):
    manager.roles = ["administrator"]

    assert list(ApiClient.objects.visible_to(manager)) == [mosaic]
    assert not ApiClient.objects.visible_to(worker).exists()
