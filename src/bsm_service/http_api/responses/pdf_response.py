"""PDF documents over HTTP."""

from typing import Any

from fastapi import Request, Response

PDF = "application/pdf"
# For generated clients: few generators know PDF, all know bytes.
_OCTET_STREAM = "application/octet-stream"
_SCHEMA = {"schema": {"type": "string", "format": "binary"}}
PDF_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {PDF: _SCHEMA, _OCTET_STREAM: _SCHEMA},
        "description": "The document; as plain bytes only if `Accept` names these and "
        "not PDF.",
    }
}


def pdf_response(
    request: Request, content: bytes, *, file_name: str, cache: str
) -> Response:
    """The response with a document; `cache` is its Cache-Control."""
    accept = request.headers.get("accept", PDF)
    as_bytes = _OCTET_STREAM in accept and PDF not in accept
    return Response(
        content,
        media_type=_OCTET_STREAM if as_bytes else PDF,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": cache,
        },
    )
