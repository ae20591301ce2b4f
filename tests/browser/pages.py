"""What tests of many pages share."""

# By how much a page is wider than its window.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Chooses a language by the form that stands on every page.
TURN = """async (language) => {
    const form = document.querySelector("form[action='/language/']");
    const body = new URLSearchParams({
        language, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, next: "/accessibility/",
    });
    await fetch("/language/", {method: "POST", body});
}"""
