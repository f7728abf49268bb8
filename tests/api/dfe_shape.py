"""What the DfE's data API takes of a child, as far as Kith fills it: our own short words for its shape, not its file."""

TEXT, DATE, FLAG = {"type": "string"}, {"type": "string", "format": "date"}, {"type": "boolean"}
PUPIL = {"type": "string", "minLength": 13, "maxLength": 13}
DETAILS = {
    "type": "object",
    "properties": {
        "unique_pupil_number": PUPIL,
        "former_unique_pupil_number": PUPIL,
        "first_name": TEXT,
        "surname": TEXT,
        "date_of_birth": DATE,
        "expected_date_of_birth": DATE,
        "sex": {"type": "string", "maxLength": 1},
        "purge": FLAG,
    },
    "additionalProperties": False,
}
CHILDREN = {
    "type": "array",
    "maxItems": 100,
    "items": {
        "type": "object",
        "properties": {
            "la_child_id": {"type": "string", "pattern": "^[A-Za-z0-9]+$", "maxLength": 20},
            "mis_child_id": {"type": "string", "pattern": "^[A-Za-z0-9_-]*$", "maxLength": 36},
            "purge": FLAG,
            "child_details": DETAILS,
        },
        "required": ["la_child_id"],
        "additionalProperties": False,
    },
}
