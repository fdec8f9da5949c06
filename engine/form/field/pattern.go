package field

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// A pattern is tested by the browser too, which tries every way in which a text may be read before it gives up. slow
// finds the patterns that can be read in more ways with every further character, such as ^(a+)+$: their number doubles,
// and the page stands still. Repetitions inside repetitions are fine while every text can be read in one way, as in
// ^([a-z]+\.)+$.

const (
	manyTimes = 10      // a repetition up to so often counts as without end
	maxWork   = 200_000 // steps of looking at one pattern; what takes more is slow as well
)

// slow reports whether a pattern may be read in exponentially many ways. One that is no pattern is not.
func slow(pattern string) bool {
	tree, err := syntax.Parse(apart(pattern), syntax.Perl)
	if err != nil {
		return false
	}
	program, err := syntax.Compile(endless(tree).Simplify())
	if err != nil {
		return false
	}
	r := reading{program: program, follow: map[int][]int{}}
	return r.ambiguous()
}

// apart keeps the parser from joining the branches of alternatives, such as a|a, which a browser tries one by one: it puts
// an empty group in front of all but the first.
func apart(pattern string) string {
	var out strings.Builder
	class := -1 // where the class of characters began
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		out.WriteByte(c)
		switch {
		case c == '\\' && i+1 < len(pattern):
			i++
			out.WriteByte(pattern[i])
		case class >= 0 && c == ']' && strings.TrimPrefix(pattern[class+1:i], "^") != "":
			class = -1
		case class < 0 && c == '[':
			class = i
		case class < 0 && c == '|':
			out.WriteString("(?:)")
		}
	}
	return out.String()
}

// endless puts repetitions without end in the place of those that end late.
func endless(tree *syntax.Regexp) *syntax.Regexp {
	for i, part := range tree.Sub {
		tree.Sub[i] = endless(part)
	}
	if tree.Op == syntax.OpRepeat && tree.Max >= manyTimes && tree.Max != tree.Min {
		tree.Max, tree.Min = -1, min(tree.Min, 1)
	}
	return tree
}

// reading is a pattern as an automaton: its states are the places of the program that take a character.
type reading struct {
	program *syntax.Prog
	follow  map[int][]int // the places that may take the next one; twice when there are two ways to get there
	work    int
}

// pair is two places that two readings of one text have reached; the first is never behind the second.
type pair struct{ a, b int }

// ambiguous reports whether there is a place from which two different readings of one text lead back to it: repeating the
// text doubles the readings every time.
func (r *reading) ambiguous() bool {
	for at, inst := range r.program.Inst {
		if takes(inst.Op) {
			r.follow[at] = r.next(int(inst.Out))
		}
	}
	s := scc{reading: r, index: map[pair]int{}, low: map[pair]int{}, open: map[pair]bool{}}
	for at := range r.program.Inst {
		start := pair{at, at}
		if _, known := r.follow[at]; known && s.index[start] == 0 && s.visit(start) {
			return true
		}
	}
	return r.work > maxWork
}

func takes(op syntax.InstOp) bool {
	return op == syntax.InstRune || op == syntax.InstRune1 || op == syntax.InstRuneAny || op == syntax.InstRuneAnyNotNL
}

// next lists the places reached from one without taking a character, each once for every way, twice at most.
func (r *reading) next(from int) (out []int) {
	onWay, ways := map[int]int{}, map[int]int{}
	var walk func(at int)
	walk = func(at int) {
		if r.work++; r.work > maxWork || onWay[at] == 2 { // a loop around nothing is gone round once
			return
		}
		onWay[at]++
		defer func() { onWay[at]-- }()
		inst := r.program.Inst[at]
		switch {
		case takes(inst.Op):
			if ways[at]++; ways[at] <= 2 {
				out = append(out, at)
			}
		case inst.Op == syntax.InstAlt, inst.Op == syntax.InstAltMatch:
			walk(int(inst.Out))
			walk(int(inst.Arg))
		case inst.Op != syntax.InstMatch && inst.Op != syntax.InstFail:
			walk(int(inst.Out))
		}
	}
	walk(from)
	return out
}

// after lists the pairs that two readings may reach from one by the same character, and reports whether two ways lead to
// one and the same place.
func (r *reading) after(p pair) (out []pair, twice map[pair]bool) {
	if p.a != p.b && !overlap(runes(r.program.Inst[p.a]), runes(r.program.Inst[p.b])) {
		return nil, nil
	}
	twice = map[pair]bool{}
	for i, a := range r.follow[p.a] {
		for j, b := range r.follow[p.b] {
			r.work++
			if p.a == p.b && a == b && i != j {
				twice[pair{a, a}] = true
			}
			out = append(out, pair{min(a, b), max(a, b)})
		}
	}
	return out, twice
}

// runes are the characters that a place takes, as ranges.
func runes(inst syntax.Inst) []rune {
	switch {
	case inst.Op == syntax.InstRuneAny, inst.Op == syntax.InstRuneAnyNotNL:
		return []rune{0, unicode.MaxRune}
	case len(inst.Rune) != 1:
		return inst.Rune
	}
	out := []rune{inst.Rune[0], inst.Rune[0]}
	if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
		for c := unicode.SimpleFold(inst.Rune[0]); c != inst.Rune[0]; c = unicode.SimpleFold(c) {
			out = append(out, c, c)
		}
	}
	return out
}

func overlap(a, b []rune) bool {
	for i := 0; i+1 < len(a); i += 2 {
		for j := 0; j+1 < len(b); j += 2 {
			if a[i] <= b[j+1] && b[j] <= a[i+1] {
				return true
			}
		}
	}
	return false
}

// scc finds the pairs that lead back to themselves (Tarjan).
type scc struct {
	*reading
	index, low map[pair]int
	open       map[pair]bool
	stack      []pair
	double     map[pair]map[pair]bool
}

// visit reports whether a pair of one place and a pair of two lead to each other, or a place to itself in two ways.
func (s *scc) visit(p pair) bool {
	if s.work > maxWork {
		return true
	}
	s.index[p] = len(s.index) + 1
	s.low[p] = s.index[p]
	s.stack, s.open[p] = append(s.stack, p), true
	out, twice := s.after(p)
	for _, q := range out {
		if s.index[q] == 0 {
			if s.visit(q) {
				return true
			}
			s.low[p] = min(s.low[p], s.low[q])
		} else if s.open[q] {
			s.low[p] = min(s.low[p], s.index[q])
		}
	}
	if len(twice) > 0 {
		if s.double == nil {
			s.double = map[pair]map[pair]bool{}
		}
		s.double[p] = twice
	}
	if s.low[p] != s.index[p] {
		return false
	}
	at := slices.Index(s.stack, p)
	ring := slices.Clone(s.stack[at:])
	s.stack = s.stack[:at]
	return s.closes(ring)
}

// closes reports whether the pairs of a ring are of one place and of two, or joined in two ways.
func (s *scc) closes(ring []pair) bool {
	one, two := false, false
	for _, p := range ring {
		s.open[p] = false
		one, two = one || p.a == p.b, two || p.a != p.b
	}
	return one && two || slices.ContainsFunc(ring, func(p pair) bool {
		return slices.ContainsFunc(ring, func(q pair) bool { return s.double[p][q] })
	})
}
