"""The part of JSON Schema (draft 7) that flopcount.schema.json uses."""
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


def is_type(value, name):
    if name in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[name])


def faults(value, schema, root, at="$"):
    """What is wrong with value, one text a fault."""
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            target = target[part]
        return faults(value, target, root, at)
    found = []
    if "type" in schema and not is_type(value, schema["type"]):
        return ["%s is no %s" % (at, schema["type"])]
    if "enum" in schema and value not in schema["enum"]:
        found.append("%s is none of %s" % (at, schema["enum"]))
    if "anyOf" in schema and all(faults(value, s, root, at) for s in schema["anyOf"]):
        found.append("%s fits none of anyOf" % at)
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
            found.append("%s is no such text" % at)
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append("%s is too small" % at)
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            found.append("%s is too short" % at)
        for i, item in enumerate(value):
            found += faults(item, schema.get("items", {}), root, "%s[%d]" % (at, i))
    if isinstance(value, dict):
        found += ["%s lacks %s" % (at, k) for k in schema.get("required", ()) if k not in value]
        for key, item in value.items():
            known = schema.get("properties", {})
            more = schema.get("additionalProperties", {})
            if key not in known and more is False:
                found.append("%s has %s" % (at, key))
            found += faults(item, known.get(key, more or {}), root, at + "." + key)
    return found
