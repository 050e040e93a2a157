"""HTML told as text, quotations still seen as such."""

import pytest

from relance_xl.adapters.mailbox.html_words import html_as_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("Un<br>Deux<br/><br>Trois", "Un\nDeux\n\nTrois"),
        ("<div>Un</div><div>Deux <b>et</b>\n demi</div>", "Un\nDeux et demi"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<table><tr><td>F-12<td>100&nbsp;&euro;</tr></table>", "F-12 100\xa0€"),
        ("<style>p{}</style><script>x</script><title>t</title>Ok<!-- non -->", "Ok"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        (
            (
                "<div>Payé.</div><div class=q>Acme a écrit&nbsp;:<blockquote><p>Rappel</p>"
                "<blockquote>Devis</blockquote></blockquote></div>"
            ),
            "Payé.\nAcme a écrit\xa0:\n> Rappel\n>\n> > Devis",
        ),
        (
            "<p>Vu.</p><div id=divRplyFwdMsg><b>De :</b> Acme</div>",
            "Vu.\n\n" + "_" * 32 + "\nDe : Acme",
        ),
        ("a < b & c &unknown; <notatag", "a < b & c &unknown;"),
        ("", ""),
    ],
)
def test_html(html: str, text: str) -> None:
    assert html_as_text(html) == text
