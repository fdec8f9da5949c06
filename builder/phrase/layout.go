package phrase

import (
	"fmt"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// spot is where a field stands in a layout: behind which units, how wide, and in which order among all.
type spot struct {
	unit  string // pointer of the key of the innermost unit, "" outside of all
	title string
	width int
}

// spots finds where the fields of a layout stand, in order.
func (b *Book) spots(layout any, at string) (order []string, by map[string]spot) {
	by = map[string]spot{}
	var visit func(items any, inside spot)
	visit = func(items any, inside spot) {
		list, _ := items.([]any)
		for _, one := range list {
			item, _ := one.(map[string]any)
			if field, ok := item["field"].(string); ok {
				width, _ := item["width"].(float64)
				order = append(order, field)
				by[field] = spot{inside.unit, inside.title, int(width)}
				continue
			}
			within := inside
			if key, ok := item["key"].(string); ok {
				title := b.item(layout, key)
				within.unit = key
				if title != "" {
					within.title = title
				}
			}
			visit(item["children"], within)
		}
	}
	visit(layout, spot{})
	return order, by
}

// places reports whether a change is about where fields stand in a layout of a form, and in which: spec/layout or
// spec/public/layout.
func places(c definition.Change) (root string, ok bool) {
	if c.Kind != "form" || len(c.Path) < 2 {
		return "", false
	}
	for _, root := range []string{"spec/layout", "spec/public/layout"} {
		path := strings.Join(c.Path, "/")
		if path != root && !strings.HasPrefix(path, root+"/") {
			continue
		}
		last := c.Path[len(c.Path)-1]
		now, _ := c.New.(map[string]any)
		old, _ := c.Old.(map[string]any)
		return root, !slices.Contains([]string{"title", "text", "type"}, last) && now["type"] == nil && old["type"] == nil
	}
	return "", false
}

// maxPlaced bounds the sentences about one layout; more of them is another layout.
const maxPlaced = 12

// placed says which fields came to stand elsewhere, nil when that is not it or they are too many.
func (t teller) placed(c definition.Change, root string) (out []Change) {
	before, was := t.was.spots(t.was.standing(c.Key, root), root)
	after, is := t.is.spots(t.is.standing(c.Key, root), root)
	had, has := t.was.living(c.Key), t.is.living(c.Key)
	say := func(code, field string, more ...any) {
		params := map[string]any{"field": t.is.fieldOf(c.Key, field)}
		for i := 0; i+1 < len(more); i += 2 {
			params[more[i].(string)] = more[i+1]
		}
		out = append(out, Change{Kind: c.Kind, Key: c.Key, Title: t.is.Title(c.Kind, c.Key), Op: "moved", Pointer: "/" + root, Path: []string{root, field, code},
			Words: problem.Sentence(t.is.lang, code, params)})
	}
	still := following(before, after)
	for i, field := range after {
		old, stood := was[field]
		now := is[field]
		where := t.is.where(now)
		switch {
		case !stood && !slices.Contains(had, field): // told as a new field
		case !stood:
			say("change.placed", field, "where", where)
		case old.unit != now.unit:
			say("change.put", field, "where", where)
		case !still[field] && i == 0:
			say("change.first", field)
		case !still[field]:
			say("change.after", field, "after", t.is.fieldOf(c.Key, after[i-1]))
		}
		if stood && old.width != now.width {
			say("change.width", field, "width", share(now.width))
		}
	}
	for _, field := range before {
		if _, stands := is[field]; !stands && slices.Contains(has, field) {
			say("change.unplaced", field)
		}
	}
	if len(out) > maxPlaced {
		return nil
	}
	return out
}

// where is the place of a field in words.
func (b *Book) where(s spot) string {
	if s.title == "" {
		return problem.Sentence(b.lang, "phrase.outside", nil)
	}
	return problem.Sentence(b.lang, "phrase.unit", map[string]any{"title": s.title})
}

// share is a part of a row.
func share(twelfths int) string {
	for n := 2; n <= 4; n++ {
		if twelfths*n == 12 {
			return fmt.Sprintf("1/%d", n)
		}
	}
	if twelfths == 0 || twelfths == 12 {
		return "1/1"
	}
	return fmt.Sprintf("%d/12", twelfths)
}

// following are the fields that keep their order among each other: the longest such row.
func following(before, after []string) map[string]bool {
	n, m := len(before), len(after)
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if before[i] == after[j] {
				best[i][j] = best[i+1][j+1] + 1
			}
		}
	}
	out := map[string]bool{}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case before[i] == after[j]:
			out[before[i]] = true
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// living are the fields of a form that are not in the bin.
func (b *Book) living(form string) (out []string) {
	list, _ := b.under(form, "spec/fields").([]any)
	for _, one := range list {
		field, _ := one.(map[string]any)
		if key, ok := field["key"].(string); ok && field[gone] != true {
			out = append(out, key)
		}
	}
	return out
}

// standing is a layout of a form; without one every field stands below the other.
func (b *Book) standing(form, root string) any {
	layout := b.under(form, root)
	if layout != nil || root != "spec/layout" {
		return layout
	}
	var all []any
	for _, key := range b.living(form) {
		all = append(all, map[string]any{"field": key})
	}
	return all
}

func (b *Book) fieldOf(form, key string) string {
	return b.Target(reference.Target{Kind: "form", Key: form, Part: reference.Field, Name: key})
}

// under is the part of a form at a path.
func (b *Book) under(form, path string) any {
	var v any = b.trees[problem.Pointer("form", form)]
	for _, step := range strings.Split(path, "/") {
		object, _ := v.(map[string]any)
		v = object[step]
	}
	return v
}

// door says that a form was opened to everybody, or closed again.
func (t teller) door(key string) (out []Change) {
	open := func(b *Book) bool { return b.under(key, "spec/public/enabled") == true }
	code := "change.opened"
	switch was, is := open(t.was), open(t.is); {
	case was == is:
		return nil
	case was:
		code = "change.shut"
	}
	return []Change{{Kind: "form", Key: key, Title: t.is.Title("form", key), Op: "changed", Pointer: "/spec/public", Path: []string{"spec", "public", "enabled"},
		Words: problem.Sentence(t.is.lang, code, nil)}}
}

// apart takes a list of named things that came or went as a whole for those things.
func apart(c definition.Change) []definition.Change {
	list, ok := c.New.([]any)
	if c.Op == "removed" {
		list, ok = c.Old.([]any)
	}
	if !ok || c.Pointer == "" || c.Op != "added" && c.Op != "removed" {
		return []definition.Change{c}
	}
	var out []definition.Change
	for i, one := range list {
		item, _ := one.(map[string]any)
		key, named := item["key"].(string)
		if !named {
			return []definition.Change{c}
		}
		part := definition.Change{Kind: c.Kind, Key: c.Key, Op: c.Op, Pointer: c.Pointer + problem.Pointer(i), Path: append(slices.Clone(c.Path), key)}
		if c.Op == "added" {
			part.New = one
		} else {
			part.Old = one
		}
		out = append(out, part)
	}
	if out == nil {
		return []definition.Change{c}
	}
	return out
}
