from kb.web.tables import found_rows, readable_tables

TABLE = (
    "<table>\n<thead>\n<tr>\n<th>Role</th>\n<th>Asks <em>for</em></th>\n</tr>\n</thead>\n<tbody>\n"
    '<tr>\n<td>Guard</td>\n<td align="right">2 years</td>\n</tr>\n'
    "<tr>\n<td>Host</td>\n<td>–</td>\n</tr>\n</tbody>\n</table>"
)


def test_a_table_scrolls_in_a_box_and_its_cells_name_their_column() -> None:
    assert readable_tables(f"<p>See:</p>{TABLE}", 'What "they" ask').replace("\n", "") == (
        '<p>See:</p><div class="scroll" role="group" tabindex="0" aria-label="What &quot;they&quot; ask">'
        '<table class="stacking"><thead>'
        '<tr><th scope="col">Role</th><th scope="col">Asks <em>for</em></th></tr></thead><tbody>'
        '<tr><td data-label="Role">Guard</td><td data-label="Asks for" align="right">2 years</td></tr>'
        '<tr><td data-label="Role">Host</td><td data-label="Asks for" class="nothing">–</td></tr>'
        "</tbody></table></div>"
    )


def test_text_without_a_table_stays_as_it_is() -> None:
    assert readable_tables("<p>a</p>", "b") == "<p>a</p>"
    assert found_rows(["<p>a <mark>b</mark></p>"]) == ["<p>a <mark>b</mark></p>"]


def test_a_found_table_is_cut_to_the_rows_found_in_any_language() -> None:
    shown, found = found_rows([TABLE, TABLE.replace("Host", "<mark>Host</mark>")])

    assert [word in shown for word in ("Role", "Guard", "Host")] == [True, False, True]
    assert "<mark>Host</mark>" in found
    assert "Guard" not in found


def test_a_table_found_by_its_heading_shows_the_first_row() -> None:
    (shown,) = found_rows([TABLE])

    assert [word in shown for word in ("Role", "Guard", "Host")] == [True, True, False]
