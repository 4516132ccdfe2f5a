"""The Flask app: a source of snapshots and settings go in, the site comes out."""

from flask import Flask, g
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from kb import addresses
from kb.interface.catalogues import catalogue
from kb.languages import LANGUAGES, language
from kb.places import templates_folder
from kb.web import site
from kb.web.api import routes
from kb.web.assets import addresses as asset_addresses
from kb.web.assets import read_assets
from kb.web.caching import EXTENSION, PageCache
from kb.web.context import Source, snapshot, take_snapshot
from kb.web.desks import DESKS, Desks
from kb.web.failures import handle_failures
from kb.web.frame import lang
from kb.web.hyphens import softly_hyphenated
from kb.web.pages import (
    align,
    compare,
    concept,
    concordance,
    glossary,
    guide,
    home,
    role,
    search,
    status,
    waiting,
)
from kb.web.reader import AliasConverter, LanguageConverter, reader, remember_choice, requested_language
from kb.web.refusals import refuse_here
from kb.web.responses import finish
from kb.web.settings import Settings
from kb.web.site import ASSETS


def create_app(source: Source, settings: Settings | None = None, desks: Desks | None = None) -> Flask:
    """Return the site that shows what *source* gives, and what *desks* find out about it for translators."""
    settings = settings or Settings()
    app = Flask(
        "kb.web",
        template_folder=str(templates_folder()),
        static_folder=None,
    )
    app.config.update(
        BASE_URL=settings.base_url, EDIT_URL=settings.edit_url, MAX_CONTENT_LENGTH=0, MAX_FORM_MEMORY_SIZE=0
    )
    app.extensions[EXTENSION] = PageCache()
    app.extensions[DESKS] = desks or Desks()
    app.extensions[ASSETS] = read_assets()
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    _set_up_addresses(app)
    _set_up_templates(app)
    _set_up_requests(app, source)
    handle_failures(app)
    for room in (
        home,
        role,
        concept,
        search,
        compare,
        align,
        waiting,
        concordance,
        guide,
        glossary,
        status,
        routes,
        site,
    ):
        app.register_blueprint(room.blueprint)
    if settings.trusted_proxies:
        trusted = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    return app


def _set_up_addresses(app: Flask) -> None:
    # Werkzeug would redirect to an address with the Host header in it, which nobody vouches for.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.url_map.converters |= {"language": LanguageConverter, "alias": AliasConverter}


def _set_up_templates(app: Flask) -> None:
    _set_up_translations(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        language_of=language,
        asset=asset_addresses(app.extensions[ASSETS]).__getitem__,
        addresses=addresses,
        language_name=lambda of: catalogue(reader()).language_name(of),
        lang=lang,
    )
    app.jinja_env.filters["hyphenated"] = _hyphenated
    app.context_processor(lambda: {"reader": reader()})


def compile_templates(app: Flask) -> None:
    """Compile all templates of *app*, so that no reader waits for it; takes some tenths of a second."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _set_up_translations(app: Flask) -> None:
    for each in LANGUAGES:
        # Read now, and not by the first readers.
        catalogue(each)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        lambda message: catalogue(reader()).translations.gettext(message),
        lambda singular, plural, number: catalogue(reader()).translations.ngettext(singular, plural, number),
        newstyle=True,
    )


def _hyphenated(text: str, code: str) -> str:
    """Return a title in the language *code* with soft hyphens in its long compounds."""
    return softly_hyphenated(text, snapshot().lexicons[code])


def _set_up_requests(app: Flask, source: Source) -> None:
    @app.before_request
    def start() -> None:
        g.reader = requested_language()
        take_snapshot(source)
        refuse_here()

    app.after_request(finish)
    # After-request functions run last first: the cookie is set before a page becomes a 304.
    app.after_request(remember_choice)
