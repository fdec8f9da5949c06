package phrase

import (
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Sides are the three sides of a merge, for the words of its conflicts.
type Sides struct{ base, mine, theirs *Book }

// NewSides returns the sides of a merge.
func NewSides(base, mine, theirs definition.Bundle, lang string) *Sides {
	return &Sides{New(base, lang), New(mine, lang), New(theirs, lang)}
}

// Side is a place in the words of each side, "" where it is not there or is too much to tell.
type Side struct {
	Title, What, Base, Mine, Theirs, Words string
}

// At tells of the place that keys lead to: kind and key of a definition, then those inside it.
func (s *Sides) At(path []string) Side {
	kind, key, inside := path[0], path[1], path[2:]
	base, mine, theirs := s.base.find(kind, key, inside), s.mine.find(kind, key, inside), s.theirs.find(kind, key, inside)
	book, at := s.mine, mine
	if mine == nil {
		if book, at = s.theirs, theirs; theirs == nil {
			book, at = s.base, base
		}
	}
	out := Side{Title: book.Title(kind, key), Base: base.words(), Mine: mine.words(), Theirs: theirs.words()}
	if len(inside) == 0 {
		out.What = book.Definition(kind, key)
	} else {
		out.What = book.Full(kind, key, at.pointer)
	}
	params := map[string]any{"what": out.What, "mine": out.Mine, "theirs": out.Theirs}
	lang := s.mine.lang
	switch {
	case mine == nil:
		out.Words = problem.Sentence(lang, "merge.removed_here", params)
	case theirs == nil:
		out.Words = problem.Sentence(lang, "merge.removed_there", params)
	case out.Mine == "" || out.Theirs == "" || out.Mine == out.Theirs:
		out.Words = problem.Sentence(lang, "merge.both", params)
	default:
		out.Words = problem.Sentence(lang, "merge.differ", params)
	}
	return out
}
