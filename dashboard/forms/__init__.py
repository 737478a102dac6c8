"""Forms made from the models of commands and of other requests.

Declared: `generated_form` makes a `Form` of `FormField`s (`form`) from a model
(`model_fields`). Opened: `form_dialog` has the button and the dialog, `form_display`
draws an `OpenForm` (`open_form`) field by field (`field_widgets`). Sent: `field_values`
makes values of what was filled in, `submit` sends them and says what came of it.
`drafts` stores what was typed and not sent.
"""
