// Where there is little room, notes are folded until somebody opens them.
if (matchMedia("(max-width: 52rem)").matches) {
  for (const note of document.querySelectorAll(".note[open]")) note.open = false;
}
