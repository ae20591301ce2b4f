"""Views: find, ask the policy, bind the form, call one process, answer."""
