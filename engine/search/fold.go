// Package search says what it means to find words in texts: how texts are compared, which terms a text is found by, and
// where in it the words stand. Stores index the terms; what they find is compared with the text itself afterwards.
package search

import (
	"unicode"
)

// Fold brings a text into the form that is compared: full-width letters and digits as ordinary ones, everything in
// lower case. Every character stays one character, so that places in the folded text are places in the text.
func Fold(text string) []rune {
	out := []rune(text)
	for i, r := range out {
		out[i] = fold(r)
	}
	return out
}

func fold(r rune) rune {
	switch {
	case r == '\u3000':
		return ' '
	case r >= '！' && r <= '～': // the full-width twins of ASCII
		r -= 0xFEE0
	}
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if ideograph(r) {
		return r
	}
	return unicode.ToLower(r)
}

// kind is how a character joins with its neighbours.
type kind int

const (
	gap    kind = iota // between words
	letter             // of a word written with letters and digits
	glyph              // of a script without spaces: any two neighbours may be a word
	symbol             // a word by itself, such as an emoji
)

// ideograph reports what nearly everything is that people write here, without a look at the tables.
func ideograph(r rune) bool { return r >= '一' && r <= '龥' }

func kindOf(r rune) kind {
	switch {
	case ideograph(r):
		return glyph
	case r < 0x80:
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return letter
		}
		return gap
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー':
		return glyph
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r):
		return letter
	case unicode.Is(unicode.So, r):
		return symbol
	}
	return gap
}

// Bounds of what one text is found by.
const (
	// MaxTerms is how many different terms of a document are indexed: those of some 2,000 characters.
	MaxTerms = 2000
	// maxWord is how many characters of a word count.
	maxWord = 32
	// minEnd and maxEnd are how many digits at the end of a number find it: people say the last ones.
	minEnd, maxEnd = 4, 12
	// endMark parts the last digits of a number from words, which would begin with the same ones: it stands in no word.
	endMark = "…"
)

// Version tells the terms of this program from those that earlier ones wrote: stores index documents anew whose terms
// are of another version.
const Version = "v3"

// digits reports whether a folded text is nothing but digits.
func digits(text []rune) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// ending reports whether a folded phrase may be the last digits of a number.
func ending(phrase []rune) bool {
	return len(phrase) >= minEnd && len(phrase) <= maxEnd && digits(phrase)
}

// run is a stretch of characters of one kind, from..to.
type run struct {
	kind     kind
	from, to int
}

// runs splits a folded text.
func runs(text []rune) (out []run) {
	for i := 0; i < len(text); {
		k, from := kindOf(text[i]), i
		for i++; i < len(text) && kindOf(text[i]) == k; i++ {
		}
		if k != gap {
			out = append(out, run{k, from, i})
		}
	}
	return out
}

// Terms returns what texts are found by, each term once, at most MaxTerms of them: words, the last digits of those that
// end in a number, behind a mark, pairs of neighbouring characters and the last character of every stretch in scripts
// without spaces, and symbols. Terms have no spaces and no ASCII punctuation in them.
func Terms(texts ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, text := range texts {
		folded := Fold(text)
		for _, r := range runs(folded) {
			r.terms(folded, func(term string) {
				if len(out) < MaxTerms && !seen[term] {
					seen[term] = true
					out = append(out, term)
				}
			})
		}
	}
	return out
}

func (r run) terms(text []rune, add func(string)) {
	switch r.kind {
	case letter:
		add(string(text[r.from:min(r.to, r.from+maxWord)]))
		for size := minEnd; size <= maxEnd && r.to-size > r.from && digits(text[r.to-size:r.to]); size++ {
			add(endMark + string(text[r.to-size:r.to]))
		}
	case symbol:
		for _, s := range text[r.from:r.to] {
			add(string(s))
		}
	case glyph:
		for i := r.from; i+1 < r.to; i++ {
			add(string(text[i : i+2]))
		}
		add(string(text[r.to-1]))
	}
}
