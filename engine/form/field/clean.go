package field

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// cleaned makes text that looks equal be equal: valid UTF-8, composed characters (NFC), one kind of line end, and none
// of the invisible characters that hide or turn round what a reader sees. Line breaks and tabs stay when lines is set, else they become spaces.
func cleaned(s string, lines bool) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			if !lines {
				return ' '
			}
			if r == '\t' {
				return r
			}
			return '\n'
		case unicode.IsControl(r), r == '\uFEFF', r == '\u200B', bidi(r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

// bidi reports whether r changes the direction of the text after it.
func bidi(r rune) bool { return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' }

// half turns full-width digits, letters and signs, as Chinese input methods produce them, into plain ones.
func half(s string) string { return strings.TrimSpace(norm.NFKC.String(strings.ToValidUTF8(s, ""))) }

// word cleans a short identifier-like text and returns "" when it is empty, longer than max bytes or has white space inside.
func word(s string, max int) string {
	s = said(s, false)
	if len(s) > max || strings.ContainsFunc(s, unicode.IsSpace) {
		return ""
	}
	return s
}
