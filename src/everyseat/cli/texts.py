"""What texts and templates need, for a command that reads a file and no database."""


def load() -> None:
    """Load templates and translations, in the language that the environment names."""
    from everyseat.site import environment, templating

    try:
        language = environment.read().language
    except environment.Mistakes as mistakes:
        raise SystemExit(str(mistakes)) from None
    templating.configure_alone(language)
