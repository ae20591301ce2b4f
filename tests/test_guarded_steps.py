"""Step-up: whatever page or call seals, invites, makes a token or agrees to share asks first for a proof of who it is.

The code itself is read, so that a new page which does one of these things without asking turns red.
"""

import ast
import sys
from pathlib import Path

from django.urls import URLPattern, get_resolver

# What is guarded, by the process that does it.
ACTS = {
    "calendar_app.secret_feeds.make",
    "calendar_app.secret_feeds.replace",
    "entities.admission.approve_domains",
    "entities.invitations.invite",
    "entities.lost_factors.vouch",
    "entities.people.give_role",
    "entities.people.name_deputy",
    "entities.people.reopen_role",
    "entities.personal_data.erase",
    "entities.sharing.decide",
    "entities.sharing_policies.make",
    "entities.tokens.make",
    "entities.tokens.rotate",
    "entities.webhooks.add",
    "entities.webhooks.draw_secret",
    "registry.revising.correct_edition",
    "registry.sealing.seal_edition",
}


def view_modules():
    """The modules of all views that an address leads to."""

    def callbacks(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from callbacks(pattern.url_patterns)

    views = {getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback
             for callback in callbacks(get_resolver().url_patterns)}  # fmt: skip
    ours = ("calendar_app", "entities", "registry", "ungass_portal")
    return {view.__module__ for view in views if view.__module__.partition(".")[0] in ours}


def acts_and_proofs(module):
    """({function: guarded acts that it calls}, {function: functions of the module that it names}, those that ask)."""
    tree = ast.parse(Path(sys.modules[module].__file__).read_text())
    known = {
        name.asname or name.name: f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    acts, names, asking = {}, {}, set()
    for function in functions:
        called = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
                called.add(f"{known[node.value.id]}.{node.attr}")
            elif isinstance(node, ast.Name):
                called.add(known.get(node.id, node.id))
        acts[function.name] = called & ACTS
        names[function.name] = called
        if called & {"entities.second_factor.guarded", "entities.second_factor.demand_proof"}:
            asking.add(function.name)
    return acts, names, asking


def unguarded(module):
    """(acts of a module, those that can be reached there without a proof)."""
    acts, names, asking = acts_and_proofs(module)

    def asks(name, seen=()):
        callers = [caller for caller, called in names.items() if name in called and caller not in (name, *seen)]
        return name in asking or (bool(callers) and all(asks(caller, (*seen, name)) for caller in callers))

    found = {act for called in acts.values() for act in called}
    return found, {f"{module}.{name}: {act}" for name, called in acts.items() for act in called if not asks(name)}


def test_every_page_and_call_that_does_a_guarded_step_asks_first():
    found, without = set(), set()
    for module in view_modules():
        acts, open_ones = unguarded(module)
        found |= acts
        without |= open_ones

    assert without == set()
    assert found == ACTS
