"""The group of people who look after the guide's content, and what it may do."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

NAME = "Content admins"

# What they edit; and what they may delete as well: rows that no team's words rest on and no page stands on.
EDITED = {
    "characteristics": {
        "characteristic", "connection", "example", "mechanism", "page", "pitfall", "principle", "principlepoint",
        "question", "reference", "resource", "source", "term", "wordtoweigh",
    },
    "casestudies": {"casestudy", "illustration", "need", "programme"},
}  # fmt: skip
DELETED = {
    "characteristics": {"connection", "example", "principlepoint", "reference", "resource", "term"},
    "casestudies": {"illustration", "need", "programme"},
}


def ensure_content_admins() -> Group:
    """Return the group, made if it is missing and given exactly its permissions."""
    wanted = Q(pk__in=[])
    for verbs, models in ((("view", "add", "change"), EDITED), (("delete",), DELETED)):
        for app, names in models.items():
            codenames = [f"{verb}_{apps.get_model(app, name)._meta.model_name}" for verb in verbs for name in names]
            wanted |= Q(content_type__app_label=app, codename__in=codenames)
    group, _made = Group.objects.get_or_create(name=NAME)
    group.permissions.set(Permission.objects.filter(wanted))
    return group
