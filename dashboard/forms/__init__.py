"""Forms made from the models of commands and of other requests.

`generated_form` creates a `Form` with its `FormField`s (`form`) from a model
(`model_fields`). `form_dialog` has the button and the dialog; `form_display` draws an
`OpenForm` (`open_form`) field by field (`field_widgets`). `field_values` converts the
entries to values; `submit` sends them and describes the result. `drafts` stores unsent
entries.
"""
