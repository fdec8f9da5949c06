package search

import (
	"slices"
	"unicode"
)

// Bounds of a question.
const (
	// MaxLength is how many characters a question may have.
	MaxLength = 200
	// maxPhrases is how many parts of a question count.
	maxPhrases = 8
)

// Term is what a text must be found by. With Prefix it may go on.
type Term struct {
	Text   string
	Prefix bool
}

// Query is what somebody looks for: phrases, all of which must stand somewhere. Spaces and punctuation part them.
type Query struct{ phrases [][]rune }

// Parse reads what somebody typed. Nothing but spaces and punctuation is an empty Query, which nothing meets.
func Parse(text string) Query {
	var q Query
	var phrase []rune
	end := func() {
		for len(phrase) > 0 && kindOf(phrase[len(phrase)-1]) == gap {
			phrase = phrase[:len(phrase)-1]
		}
		known := slices.ContainsFunc(q.phrases, func(p []rune) bool { return slices.Equal(p, phrase) })
		if len(phrase) > 0 && len(q.phrases) < maxPhrases && !known {
			q.phrases = append(q.phrases, phrase)
		}
		phrase = nil
	}
	for i, r := range Fold(text) {
		switch {
		case i >= MaxLength:
		case parts(r):
			end()
		case len(phrase) > 0 || kindOf(r) != gap:
			phrase = append(phrase, r)
		}
	}
	end()
	return q
}

// parts reports whether a character parts two phrases. What stands inside of numbers, addresses and names does not.
func parts(r rune) bool {
	switch r {
	case '-', '_', '.', '/', '@', ':', '+', '#', '&', '\'', '%', '·', '\u200d', '\ufe0f':
		return false
	}
	return kindOf(r) == gap && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsControl(r))
}

// IsZero reports whether there is nothing to look for.
func (q Query) IsZero() bool { return len(q.phrases) == 0 }

// Terms returns the terms of every text that meets the query, each once. A text that has them all need not meet it.
func (q Query) Terms() []Term {
	var out []Term
	add := func(t Term) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, p := range q.phrases {
		for _, r := range runs(p) {
			switch {
			case r.kind == glyph && r.to-r.from == 1:
				add(Term{string(p[r.from]), true})
			case r.kind == glyph:
				for i := r.from; i+1 < r.to; i++ {
					add(Term{string(p[i : i+2]), false})
				}
			case r.kind == letter:
				add(Term{string(p[r.from:min(r.to, r.from+maxWord)]), r.to == len(p)})
			default:
				r.terms(p, func(s string) { add(Term{s, false}) })
			}
		}
	}
	return out
}

// Meets reports whether every phrase stands in one of the texts.
func (q Query) Meets(texts ...string) bool {
	if q.IsZero() {
		return false
	}
	folded := make([][]rune, len(texts))
	for i, t := range texts {
		folded[i] = Fold(t)
	}
	for _, p := range q.phrases {
		if !slices.ContainsFunc(folded, func(text []rune) bool { return find(text, p, 0) >= 0 }) {
			return false
		}
	}
	return true
}

// find returns where a phrase stands in a folded text, at or behind from, -1 when it does not. A phrase that begins
// with a letter stands at the beginning of a word only, unless it is the last digits of one.
func find(text, phrase []rune, from int) int {
	ending := len(phrase) >= minEnd && len(phrase) <= maxEnd && digits(phrase)
	for i := from; i+len(phrase) <= len(text); i++ {
		if text[i] != phrase[0] || !slices.Equal(text[i:i+len(phrase)], phrase) {
			continue
		}
		if i == 0 || kindOf(phrase[0]) != letter || kindOf(text[i-1]) != letter {
			return i
		}
		if end := i + len(phrase); ending && (end == len(text) || kindOf(text[end]) != letter) {
			return i
		}
	}
	return -1
}

// Piece is a part of a text; Hit tells that it is what was looked for.
type Piece struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// Pieces cuts a text where phrases of the query stand. A text longer than width characters is shortened to what stands
// around the first of them, with an ellipsis where something is left out. hit tells whether there is any.
func (q Query) Pieces(text string, width int) (out []Piece, hit bool) {
	plain := []rune(text)
	marked := make([]bool, len(plain))
	first := len(plain)
	folded := Fold(text)
	for _, p := range q.phrases {
		for at := find(folded, p, 0); at >= 0; at = find(folded, p, at+len(p)) {
			first, hit = min(first, at), true
			for i := range p {
				marked[at+i] = true
			}
		}
	}
	from, to := window(len(plain), first, width)
	if from > 0 {
		out = append(out, Piece{Text: "…"})
	}
	for i := from; i < to; {
		begin := i
		for i++; i < to && marked[i] == marked[begin]; i++ {
		}
		out = append(out, Piece{Text: string(plain[begin:i]), Hit: marked[begin]})
	}
	if to < len(plain) {
		out = append(out, Piece{Text: "…"})
	}
	return out, hit
}

// window is the part of a text of n characters to show, with a little before the first hit.
func window(n, first, width int) (from, to int) {
	if n <= width {
		return 0, n
	}
	if first < n {
		from = max(0, min(first-width/4, n-width))
	}
	return from, min(n, from+width)
}
