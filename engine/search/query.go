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

// Term is what a text must be found by. With Prefix it may go on. A text that is found by Or, as a whole, does as well;
// Or is empty when there is no such.
type Term struct {
	Text   string
	Prefix bool
	Or     string
}

// Query is what somebody looks for: phrases, all of which must stand somewhere. Spaces and punctuation part them.
type Query struct {
	phrases [][]rune
	apart   bool // see Apart
}

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

// Apart returns a query that texts meet with the words of every phrase in different places: ok tells whether that is
// more than the query asks for. Every stretch of one script is a phrase of its own then, and one without spaces may be
// cut anywhere into parts of two characters and more, each of which must stand somewhere.
func (q Query) Apart() (apart Query, ok bool) {
	apart.apart = true
	for _, p := range q.phrases {
		for _, r := range runs(p) {
			apart.phrases = append(apart.phrases, p[r.from:r.to])
			ok = ok || r.to-r.from < len(p) || r.kind == glyph && len(p) >= 2*minPart
		}
	}
	return apart, ok
}

// minPart is how many characters a word has at least that stands apart from others.
const minPart = 2

// Names reports whether what is looked for is a number as a whole, or its last digits.
func (q Query) Names(number string) bool {
	if len(q.phrases) != 1 {
		return false
	}
	p, folded := q.phrases[0], Fold(number)
	return slices.Equal(p, folded) || ending(p) && len(p) < len(folded) && slices.Equal(p, folded[len(folded)-len(p):])
}

// Named returns the terms of every text that ends in a number the query names; none when it cannot be one.
func (q Query) Named() []Term {
	if len(q.phrases) != 1 || !slices.ContainsFunc(q.phrases[0], func(r rune) bool { return r >= '0' && r <= '9' }) {
		return nil
	}
	out := q.Terms()
	for i := range out {
		out[i].Prefix = false
	}
	return out
}

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
				add(Term{Text: string(p[r.from]), Prefix: true})
			case r.kind == glyph && q.apart: // wherever it is cut, these stay together
				add(Term{Text: string(p[r.from : r.from+2])})
				add(Term{Text: string(p[r.to-2 : r.to])})
			case r.kind == glyph:
				for i := r.from; i+1 < r.to; i++ {
					add(Term{Text: string(p[i : i+2])})
				}
			case r.kind == letter:
				t := Term{Text: string(p[r.from:min(r.to, r.from+maxWord)]), Prefix: r.to == len(p)}
				if ending(p) {
					t.Or = endMark + t.Text
				}
				add(t)
			default:
				r.terms(p, func(s string) { add(Term{Text: s}) })
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
		if !stands(folded, p) && !(q.apart && inParts(folded, p)) {
			return false
		}
	}
	return true
}

func stands(texts [][]rune, phrase []rune) bool {
	return slices.ContainsFunc(texts, func(text []rune) bool { return find(text, phrase, 0) >= 0 })
}

// inParts reports whether a stretch without spaces can be cut into parts that all stand in texts.
func inParts(texts [][]rune, phrase []rune) bool {
	if kindOf(phrase[0]) != glyph {
		return false
	}
	cut := make([]bool, len(phrase)+1) // what is before can be
	cut[0] = true
	for to := minPart; to <= len(phrase); to++ {
		for from := to - minPart; from >= 0 && !cut[to]; from-- {
			cut[to] = cut[from] && stands(texts, phrase[from:to])
		}
	}
	return cut[len(phrase)]
}

// parts are what of the query is marked in a text: phrases, or the pairs of their characters where they stand apart.
func (q Query) parts() (out [][]rune) {
	for _, p := range q.phrases {
		if !q.apart || kindOf(p[0]) != glyph || len(p) < 2*minPart {
			out = append(out, p)
			continue
		}
		for i := 0; i+minPart <= len(p); i++ {
			out = append(out, p[i:i+minPart])
		}
	}
	return out
}

// find returns where a phrase stands in a folded text, at or behind from, -1 when it does not. A phrase that begins
// with a letter stands at the beginning of a word only, unless it is the last digits of one.
func find(text, phrase []rune, from int) int {
	last := ending(phrase)
	for i := from; i+len(phrase) <= len(text); i++ {
		if text[i] != phrase[0] || !slices.Equal(text[i:i+len(phrase)], phrase) {
			continue
		}
		if i == 0 || kindOf(phrase[0]) != letter || kindOf(text[i-1]) != letter {
			return i
		}
		if end := i + len(phrase); last && (end == len(text) || kindOf(text[end]) != letter) {
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
// around the first of them, with an ellipsis where something is left out. hit tells whether there is any. An empty text
// has no pieces, which is an empty list.
func (q Query) Pieces(text string, width int) (out []Piece, hit bool) {
	out = []Piece{}
	plain := []rune(text)
	marked := make([]bool, len(plain))
	first := len(plain)
	folded := Fold(text)
	for _, p := range q.parts() {
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
