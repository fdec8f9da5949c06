package runtime

import (
	"bytes"
	"regexp"
)

// shaped is what looks like a code, with the address it ends. Whether it is one its signature tells.
var shaped = regexp.MustCompile(`(?:[a-z]+://[^\s"<>\\]*/)?([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[A-Za-z0-9_-]+\.[0-9]+\.[A-Za-z0-9_-]+)`)

// Veil puts a mark in the place of every tracking link in a text: whoever has such a link acts as the customer, so it
// is nobody else's to read. Links and codes that this server did not sign stay. The text is returned as it is when
// there is none.
func (l Links) Veil(text []byte, mark string) []byte {
	if !suspect(text) {
		return text
	}
	var out []byte
	from := 0
	for _, at := range shaped.FindAllSubmatchIndex(text, -1) {
		end := l.signed(text, at[2], at[3])
		if end == 0 {
			continue
		}
		out = append(append(out, text[from:at[0]]...), mark...)
		from = end
	}
	if from == 0 {
		return text
	}
	return append(out, text[from:]...)
}

// signed is where the code ends that stands in a text from one place up to another, 0 for none: letters right behind it
// look as if they were of it.
func (l Links) signed(text []byte, from, to int) int {
	cut := from + bytes.LastIndexByte(text[from:to], '.') + 1 + signatureLength
	for _, end := range []int{to, cut} {
		if end > to {
			continue
		}
		if _, ok := l.Read("track", string(text[from:end])); ok {
			return end
		}
	}
	return 0
}

// minSignature is less than any signature has, in characters.
const minSignature = 16

// suspect reports whether a text may hold a code: a number between dots with a signature behind it. It is quick,
// since nearly every answer holds none.
func suspect(text []byte) bool {
	for i := 0; i+2 < len(text); i++ {
		if text[i] != '.' || !digit(text[i+1]) {
			continue
		}
		j := i + 1
		for j < len(text) && digit(text[j]) {
			j++
		}
		if j == len(text) || text[j] != '.' {
			continue
		}
		n := 0
		for j++; j < len(text) && n < minSignature && signs(text[j]); j++ {
			n++
		}
		if n == minSignature {
			return true
		}
	}
	return false
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func signs(b byte) bool {
	return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_'
}
