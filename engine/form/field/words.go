package field

import (
	"strings"
	"unicode"
)

// Words cleans what a person says beside a form, such as a comment or a reason, as the texts of a form are cleaned. It
// is "" when a reader would see nothing: only blanks, invisible characters, or marks without anything they mark.
func Words(s string) string { return said(s, true) }

// said is a text without what surrounds it, "" when a reader would see nothing. Line breaks stay when lines is set.
func said(s string, lines bool) string {
	s = strings.TrimSpace(cleaned(s, lines))
	if !shows(s) {
		return ""
	}
	return s
}

// shows reports whether a reader sees anything of s.
func shows(s string) bool { return strings.ContainsFunc(s, visible) }

// visible reports whether r alone shows something. The letters named look like blanks.
func visible(r rune) bool {
	switch r {
	case '\u2800', '\u3164', '\uFFA0', '\u115F', '\u1160':
		return false
	}
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.In(r, unicode.M, unicode.Z)
}
