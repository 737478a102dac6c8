"""The terms of registration: deadlines and rules, in sentences and as a form."""
