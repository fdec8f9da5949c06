package phrase

import (
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Change is one thing that differs between two bundles, in words. Op is added, removed, changed or moved; Pointer leads
// into the new definition, into the old one for what is gone.
type Change struct {
	Kind    string   `json:"kind"`
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Op      string   `json:"op"`
	Pointer string   `json:"pointer"`
	Path    []string `json:"path"`
	Words   string   `json:"words"`
}

// Changes says what leads from one bundle to another, as a designer would tell it: one sentence for each thing that
// is different.
func Changes(was, is definition.Bundle, lang string) []Change {
	t := teller{New(was, lang), New(is, lang)}
	out, seen := []Change{}, map[string]bool{}
	take := func(list ...Change) {
		for _, said := range list {
			id := strings.Join(append([]string{said.Kind, said.Key, said.Op}, said.Path...), "\x00")
			if !seen[id] {
				seen[id] = true
				out = append(out, said)
			}
		}
	}
	for _, whole := range definition.Diff(was, is) {
		if whole.Kind == "form" && whole.Op != "removed" {
			take(t.door(whole.Key)...)
		}
		for _, c := range apart(whole) {
			if root, ok := places(c); ok {
				if said := t.placed(c, root); said != nil {
					take(said...)
					continue
				}
			}
			take(t.tell(c))
		}
	}
	return out
}

// teller has the words of both sides.
type teller struct{ was, is *Book }

func (t teller) tell(c definition.Change) Change {
	out := Change{Kind: c.Kind, Key: c.Key, Op: c.Op, Pointer: c.Pointer, Path: c.Path}
	book := t.is
	if c.Op == "removed" {
		book = t.was
	}
	out.Title = book.Title(c.Kind, c.Key)
	if c.Pointer == "" {
		out.Path = []string{}
		out.Words = book.sentence(c.Op, book.Definition(c.Kind, c.Key))
		return out
	}
	w := book.walk(c.Kind, c.Key, c.Pointer)
	if len(w.keys) < len(c.Path) { // a part of something that is told as one
		out.Path, out.Op, out.Pointer = c.Path[:len(w.keys)], "changed", strings.TrimPrefix(w.at, problem.Pointer(c.Kind, c.Key))
	}
	if out.Op == "moved" {
		out.Words = book.sentence("moved", w.phrase())
		return out
	}
	old, now := t.was.find(c.Kind, c.Key, out.Path), t.is.find(c.Kind, c.Key, out.Path)
	if old != nil && now != nil {
		w = t.was.walk(c.Kind, c.Key, old.pointer) // things are called as they were when the change began
	}
	if n := len(w.keys); n > 1 && w.keys[n-1] == gone {
		out.Op, out.Words = t.buried(w, now)
		return out
	}
	out.Words = t.words(w, old, now)
	return out
}

// gone is the flag of a field that was deleted and lies in the bin.
const gone = "deleted"

// buried says that a field went into the bin or came out of it: for whoever designs, it was deleted or is there again.
func (t teller) buried(w *way, now *found) (op, words string) {
	what := (&way{Book: w.Book, crumbs: w.crumbs[:len(w.crumbs)-1]}).phrase()
	if now != nil && now.value == true {
		return "removed", t.is.sentence("removed", what)
	}
	return "added", problem.Sentence(t.is.lang, "change.restored", map[string]any{"what": what})
}

// sentence says that something as a whole came, went or moved.
func (b *Book) sentence(op, what string) string {
	params := map[string]any{"what": what}
	switch op {
	case "added":
		return problem.Sentence(b.lang, "change.added", params)
	case "removed":
		return problem.Sentence(b.lang, "change.removed", params)
	case "moved":
		return problem.Sentence(b.lang, "change.moved", params)
	}
	return problem.Sentence(b.lang, "change.altered", params)
}

// found is a value at the end of a path of keys, and the pointer to it on that side.
type found struct {
	book    *Book
	at      string
	pointer string
	value   any
}

func (f *found) words() string {
	if f == nil {
		return ""
	}
	return f.book.value(f.at, f.value)
}

// long reports whether it is a list of which not everything is told.
func (f *found) long() bool {
	if f == nil {
		return false
	}
	list, _ := f.value.([]any)
	return len(list) > many
}

// find follows the keys that lead to a value; nil when it is not there.
func (b *Book) find(kind, key string, path []string) *found {
	out := &found{book: b, value: any(b.trees[problem.Pointer(kind, key)])}
	for _, step := range path {
		there := false
		switch v := out.value.(type) {
		case map[string]any:
			out.value, there = v[step]
			out.pointer += problem.Pointer(step)
		case []any:
			i := slices.IndexFunc(v, func(e any) bool { return element([]any{e}, step) != nil })
			if there = i >= 0; there {
				out.value = v[i]
				out.pointer += problem.Pointer(i)
			}
		}
		if !there {
			return nil
		}
	}
	out.at = problem.Pointer(kind, key) + out.pointer
	return out
}

// words is the sentence about one place.
func (t teller) words(w *way, old, now *found) string {
	b := t.is
	last := crumb{}
	if n := len(w.crumbs); n > 0 {
		last = w.crumbs[n-1]
	}
	if last.element && !last.member && (old == nil || now == nil) {
		if old == nil {
			return b.sentence("added", w.phrase())
		}
		return b.sentence("removed", w.phrase())
	}
	if words, flag := t.flag(w, last, old, now); flag {
		return words
	}
	if w.keys[len(w.keys)-1] == "title" && !last.member && now != nil {
		return b.about(w, "change.renamed", "change.renamed_self", map[string]any{"new": now.words()})
	}
	if words := b.lists(w, old, now); words != "" {
		return words
	}
	params := map[string]any{"what": w.phrase(), "old": old.words(), "new": now.words()}
	if slices.Contains([]string{"layout", "children"}, w.keys[len(w.keys)-1]) && (old.long() || now.long()) {
		return b.sentence("changed", w.phrase())
	}
	switch {
	case old == nil && now.words() != "":
		return problem.Sentence(b.lang, "change.set", params)
	case now == nil && old.words() != "":
		return problem.Sentence(b.lang, "change.cleared", params)
	case old.words() != "" && now.words() != "" && old.words() != now.words():
		return problem.Sentence(b.lang, "change.changed", params)
	}
	return b.sentence("changed", w.phrase())
}

// about puts a sentence about the thing a property belongs to; a definition itself is not named again.
func (b *Book) about(w *way, code, self string, params map[string]any) string {
	whose := way{Book: w.Book, crumbs: w.crumbs[:len(w.crumbs)-1]}
	params["what"] = whose.phrase()
	if params["what"] == "" {
		return problem.Sentence(b.lang, self, params)
	}
	return problem.Sentence(b.lang, code, params)
}

// flag says that something is so now, or is no more.
func (t teller) flag(w *way, last crumb, old, now *found) (string, bool) {
	is, was := false, false
	for side, into := range map[*found]*bool{old: &was, now: &is} {
		if side == nil {
			continue
		}
		truth, ok := side.value.(bool)
		if !ok {
			return "", false
		}
		*into = truth
	}
	if len(w.crumbs) == 0 {
		return "", false
	}
	params := map[string]any{"word": last.noun}
	if is {
		return t.is.about(w, "change.on", "change.on_self", params), true
	}
	return t.is.about(w, "change.off", "change.off_self", params), true
}

// lists says what was put on a list of names and what was taken off; "" for what is no such list.
func (b *Book) lists(w *way, old, now *found) string {
	before, ok1 := entries(old)
	after, ok2 := entries(now)
	if !ok1 || !ok2 || len(before)+len(after) == 0 {
		return ""
	}
	added, removed := lacking(after, before), lacking(before, after)
	params := map[string]any{"what": w.phrase(), "added": b.listed(added), "removed": b.listed(removed)}
	switch {
	case len(added) > 0 && len(removed) > 0:
		return problem.Sentence(b.lang, "change.exchanged", params)
	case len(added) > 0:
		return problem.Sentence(b.lang, "change.entered", params)
	case len(removed) > 0:
		return problem.Sentence(b.lang, "change.left", params)
	}
	return b.sentence("moved", w.phrase())
}

// entries are the names on a list.
func entries(f *found) ([]string, bool) {
	if f == nil {
		return nil, true
	}
	list, ok := f.value.([]any)
	var out []string
	for i, v := range list {
		text, isText := v.(string)
		if !isText {
			return nil, false
		}
		out = append(out, f.book.show(f.at+problem.Pointer(i), text))
	}
	return out, ok
}

func lacking(list, other []string) []string {
	var out []string
	for _, name := range list {
		if !slices.Contains(other, name) {
			out = append(out, name)
		}
	}
	return out
}
