"""The corpus of attacks, C, D and F: who may reach what, how a database is asked, how one signs in (security.md §7)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sweeps.attacks import JSON, NOBODY, SYSTEM, V1, Attack, send


def ways_in() -> list[Attack]:
    return [*_ids_of_others(), *_fields_and_filters(), *_ways_in(), *_queries_of_a_database(), *_sessions(), *_tokens()]


def _ids_of_others() -> Iterator[Attack]:
    pages = ("/families/{theirs}/", "/families/{theirs}/tree/", "/families/{theirs}/people/")
    for path in (*pages, "/families/{theirs}/who-has-looked/", "/families/{theirs}/conversations/new/"):
        yield Attack(36, f"another council's family {path}", "Priya", path, {404}, theirs="york_family")
        yield Attack(37, f"a family of others {path}", "Tom", path, {404}, theirs="family")
    for path in (
        "/people/{theirs}/",
        "/people/{theirs}/who-may-see/",
        "/people/{theirs}/what-changed/",
        "/people/{theirs}/open/",
    ):
        yield Attack(36, f"another council's person {path}", "Priya", path, {404}, theirs="york_person")
        yield Attack(37, f"who is kept from them {path}", "Rob", path, {403, 404}, theirs="person")
    yield Attack(
        45, "merged with another council's", "Priya", "/people/{person}/same-as/{theirs}/", {404}, theirs="york_person"
    )
    yield Attack(
        45, "merged, by a POST", "Priya", "/people/{person}/same-as/{theirs}/", {404}, "POST", theirs="york_person"
    )
    for path in (
        "/families/{theirs}/",
        "/people/{theirs}/",
        "/people/{theirs}/relations/",
        "/people/{theirs}/network/",
        "/people/{person}/relations/{theirs}/",
    ):
        whose = "york_family" if "families" in path else "york_person"
        yield Attack(36, f"another council's {path}", SYSTEM, V1 + path, {404}, theirs=whose)
    yield Attack(37, "who is restricted", SYSTEM, f"{V1}/people/{{theirs}}/", {404}, theirs="restricted")
    for path in ("/families/{theirs}/members/", "/people/{theirs}/parents/", "/people/{theirs}/partners/"):
        whose = "york_family" if "families" in path else "york_person"
        yield send(36, f"written to another council's {path}", {}, {404}, path=V1 + path, theirs=whose)
    member = {"person": "{theirs}", "role": "child"}
    yield send(
        36, "in a body", member, path=f"{V1}/families/{{family}}/members/", theirs="york_person", points="/person"
    )
    said = {"family": "{family}", "people": ["{theirs}"], "headline": "A talk"}
    yield send(36, "in a list of a body", said, path=f"{V1}/conversations/", theirs="york_person")
    said = {"family": "{theirs}", "people": ["{person}"], "headline": "A talk"}
    yield send(36, "a whole family in a body", said, path=f"{V1}/conversations/", theirs="york_family")


def _fields_and_filters() -> Iterator[Attack]:
    for name in (
        "id",
        "organisation",
        "organisation_id",
        "tenant_id",
        "row_version",
        "created_by",
        "restricted",
        "Name",
        "a/b~c",
    ):
        pointer = "/" + name.replace("~", "~0").replace("/", "~1")
        yield send(38, f"a field {name}", {"name": "Ash", name: "x"}, points=pointer)
    for query in ("address__lines__startswith=1", "members__person__known_as=A", "family__name__startswith=R"):
        yield Attack(40, f"a filter {query}", SYSTEM, f"{V1}/families/?{query}", {400})
    for query in (
        "fields=id,members.person.homes",
        "expand=members",
        "ordering=name",
        "format=json",
        "page=2",
        "%5Bpage_size%5D=1",
        "=1",
        "&=&",
        "q='; --",
    ):
        yield Attack(41, query, SYSTEM, f"{V1}/families/?{query}", {400})
    yield Attack(
        41, "expand one", SYSTEM, f"{V1}/families/{{family}}/?expand=members.person.homes", {400}, points="/expand"
    )
    sizes = ("0", "-1", "201", "1000000000", "abc", "1.5", "", "%D9%A1", "1&page_size=2", "1;page_size=2")
    for size in sizes:
        yield Attack(42, f"a page of {size}", SYSTEM, f"{V1}/families/?page_size={size}", {400})
    for cursor in ("", "1", "abc", "%5B%5D", "eyJpZCI6MX0", "..%2f..", "a" * 3_000):
        yield Attack(42, f"a cursor {cursor[:9]}", SYSTEM, f"{V1}/families/?cursor={cursor}", {400})
    yield send(38, "a parameter where one writes", {"name": "Ash"}, path=f"{V1}/families/?dry_run=1", points="/dry_run")
    for after in ("rubbish", "{york_family}", "eyJpZCI6MX0", "%00", "' OR 1=1"):
        yield Attack(
            42, f"a place in a list {after}", "Priya", f"/families/?after={after}", {200, 400, 404}, never=("Elm",)
        )


def _ways_in() -> Iterator[Attack]:
    for path in (
        "/families/{family}/change/",
        "/people/{person}/change/",
        "/people/{person}/blocks/add/",
        "/people/{person}/sign-in/",
    ):
        yield Attack(49, f"a page of who works here {path}", "Dana", path, {403, 404})
        yield Attack(
            49, f"written there {path}", "Dana", path, {403, 404, 405}, "POST", {"known_as": "x", "kind": "staff"}
        )
    yield Attack(49, "the API", "Dana", f"{V1}/people/", {401, 403})
    yield Attack(37, "a family of others", "Tom", f"{V1}/families/{{theirs}}/", {404}, theirs="family")
    for path in ("/families/", "/families/{theirs}/", "/people/?x=1"):
        yield Attack(36, f"without a token {path}", NOBODY, V1 + path, {401}, theirs="family")
    reason = {"reason_code": "other", "reason_text": " " * 30}
    yield Attack(53, "a reason that says nothing", "Sarah", "/records/{told}/open/", {422}, "POST", reason)
    long = {"reason_code": "other", "reason_text": "a" * 10_000}
    yield Attack(53, "a reason of 10,000 characters", "Sarah", "/records/{told}/open/", {422}, "POST", long)
    yield Attack(53, "without a code", "Sarah", "/records/{told}/open/", {422}, "POST", {"reason_text": "a" * 30})
    yield Attack(54, "broken over what one knows", "Joyce", "/families/{known}/", {404})
    for verb in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"):
        yield Attack(55, f"the verb {verb}", SYSTEM, f"{V1}/families/", {405}, verb)
        yield Attack(55, f"the verb {verb}", "Priya", "/families/begin/", {405}, verb)
        yield Attack(55, f"the verb {verb}", NOBODY, "/api/oauth/token/", {405}, verb)
    other = {"x-http-method-override": "DELETE", "x-method-override": "DELETE"}
    yield send(55, "another verb in a header", b"{}", headers=other)
    yield Attack(103, "GraphQL", SYSTEM, "/graphql", {404}, "POST", b"{}", JSON)
    yield Attack(103, "GraphQL below the API", SYSTEM, "/api/graphql", {404}, "POST", b"{}", JSON)
    for accept in ("text/html", "application/xml", "image/*"):
        yield Attack(18, f"an answer in {accept}", SYSTEM, f"{V1}/families/", {406}, headers={"accept": accept})
    for path in (
        "/static/../config/settings.py",
        "/static/..%2f..%2fpyproject.toml",
        "/.git/config",
        "/.env",
        "//etc/passwd",
    ):
        yield Attack(67, f"a way out {path}", NOBODY, path, {302, 404}, never=("SECRET", "[project]", "root:"))
    for path in ("%2e%2e/%2e%2e/", "../../", "1/", "x" * 3_000):
        yield Attack(67, f"a way out {path[:12]}", SYSTEM, f"{V1}/families/{path}", {400, 404})


def _queries_of_a_database() -> Iterator[Attack]:
    for text in ("'; DROP TABLE families_family; --", "' OR '1'='1", "1) UNION SELECT 1 --", "x'||pg_sleep(3)||'"):
        yield Attack(57, f"SQL {text}", "Tom", "/search/", {302}, "POST", {"q": text}, never=("/people/",))
        yield _search(57, f"SQL {text}", text)
    for number, text in (
        (58, "%"),
        (58, "_____"),
        (58, "\\"),
        (59, "(a+)+$"),
        (59, "("),
        (60, "a & & ("),
        (60, "!!"),
        (60, "a:*"),
    ):
        yield Attack(number, f"a pattern {text}", "Priya", "/search/", {302}, "POST", {"q": text}, never=("/people/",))
        yield _search(number, f"a pattern {text}", text)
    inviting = {"name": "New\r\nBcc: a@evil.example", "email": "new@larkfield.test\r\nBcc: a@evil.example"}
    yield Attack(63, "a header in an address", "Alex", "/administration/colleagues/invite/", {422}, "POST", inviting)
    hosts = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://login.example.org/",
        "https://a:b@login.example.org/",
    )
    for issuer in hosts:
        yield _provider(64, issuer)
    for host in ("169.254.169.254", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "127.1", "localhost:22"):
        yield _provider(65, f"https://{host}/")
    svg = b'--x\r\nContent-Disposition: form-data; name="name"; filename="a.svg"\r\n\r\n<svg onload=1>\r\n--x--\r\n'
    yield Attack(71, "a file", "Priya", "/families/begin/", {422}, "POST", svg, "multipart/form-data; boundary=x")


def _search(number: int, what: str, text: str) -> Attack:
    return send(number, f"{what} by the API", {"name": text}, {200}, path=f"{V1}/people/search/", never=('"id"',))


def _provider(number: int, issuer: str) -> Attack:
    said = {"issuer": issuer, "client_id": "kith", "client_secret": "s"}
    return Attack(number, issuer, "Alex", "/accounts/signing-in/work-account/", {422}, "POST", said)


def _sessions() -> Iterator[Attack]:
    yield Attack(
        79,
        "another site's form",
        "Priya",
        "/families/begin/",
        {403},
        "POST",
        {"name": "Ash"},
        headers={"origin": "https://evil.example"},
    )
    yield Attack(79, "JSON as text", "Priya", f"{V1}/families/", {403, 415}, "POST", b'{"name": "Ash"}', "text/plain")
    for path in ("/accounts/login/", "/accounts/password/reset/", f"{V1}/families/", "/healthz"):
        yield Attack(83, f"another host {path}", NOBODY, path, {400}, headers={"host": "evil.example"}, never=("evil",))
        forwarded = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-forwarded-for": "evil"}
        yield Attack(
            56,
            f"another host that a proxy would name {path}",
            NOBODY,
            path,
            {200, 401},
            headers=forwarded,
            never=("evil",),
        )
    for to in (
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "%0d%0aX:1",
        "javascript:1",
    ):
        for who in ("Priya", NOBODY):
            yield Attack(84, f"on to {to}", who, f"/accounts/login/?next={to}", {200, 302})
    for path in (
        "/invitations/{unknown}/",
        "/welcome/{unknown}/",
        "/accounts/welcome/{unknown}/",
        "/accounts/password/reset/key/1-x/",
    ):
        yield Attack(85, f"a link that we never wrote {path}", NOBODY, path, {200, 302, 404}, never=("Rowan", "Priya"))


def _tokens() -> Iterator[Attack]:
    grants = (
        "password",
        "authorization_code",
        "implicit",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
        "",
    )
    for grant in grants:
        said = {"grant_type": grant, "client_id": "{client}", "client_secret": "{secret}"}
        yield Attack(87, f"the grant {grant}", NOBODY, "/api/oauth/token/", {400}, "POST", said)
    for scope in ("admin", "people.read people.admin"):
        said = {
            "grant_type": "client_credentials",
            "client_id": "{client}",
            "client_secret": "{secret}",
            "scope": scope,
        }
        yield Attack(87, f"the scope {scope}", NOBODY, "/api/oauth/token/", {400}, "POST", said)
    guess = {"grant_type": "client_credentials", "client_id": "{client}", "client_secret": "guess"}
    yield Attack(87, "a wrong secret", NOBODY, "/api/oauth/token/", {401}, "POST", guess)
    for path in ("/api/oauth/authorize/", "/o/authorize/", "/api/oauth/introspect/", "/api/oauth/applications/"):
        yield Attack(87, f"a door of the library {path}", NOBODY, path, {404, 302})
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."
    for said in (
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Bearer a b",
        f"Bearer {unsigned}",
        "Basic x",
        "Token y",
        "x" * 9_000,
    ):
        yield Attack(88, f"a token {said[:30]}", NOBODY, f"{V1}/families/", {401}, headers={"authorization": said})
    over = {"connection": "Upgrade", "upgrade": "websocket", "origin": "https://evil.example"}
    yield Attack(91, "a web socket", NOBODY, "/families/", {302}, headers=over)
