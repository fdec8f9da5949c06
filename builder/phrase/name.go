package phrase

import (
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/reference"
	"huiyin/engine/report/chart"
)

// elementName is what an element of an array is called: by its title, else by what it is about.
func (w *way) elementName(i int) string {
	object, ok := w.value.(map[string]any)
	if !ok {
		return w.show(w.at, w.value)
	}
	for _, name := range []string{"title", "message"} {
		if title := w.text(object[name]); title != "" && !w.known(w.at+"/"+name) {
			return shortened(title)
		}
	}
	if from, to := w.show(w.at+"/from", object["from"]), w.show(w.at+"/to", object["to"]); w.array == "transitions" {
		out := from + " → " + to
		if on := w.show(w.at+"/on", object["on"]); object["on"] != nil {
			out += problem.Sentence(w.lang, "phrase.by_button", map[string]any{"button": on})
		}
		return out
	}
	if in, ok := object["in"].(map[string]any); ok && w.array == "target" {
		return w.object(w.at+"/in", in)
	}
	if event := w.show(w.at+"/event", object["event"]); event != "" {
		for _, name := range []string{"fields", "status", "sla"} {
			if what := w.show(w.at+"/"+name, object[name]); what != "" {
				event += " " + what
			}
		}
		return event
	}
	if kind, ok := object["do"].(string); ok {
		return w.unit("actions", kind)
	}
	for _, name := range []string{"field", "form", "message", "by", "status", "statuses", "show", "hide", "require", "readOnly", "name"} {
		if object[name] != nil {
			return w.show(w.at+"/"+name, object[name])
		}
	}
	if kind, ok := object["type"].(string); ok {
		for _, group := range []string{"nodes", "layout"} {
			if label := w.unit(group, kind); label != "" {
				return label
			}
		}
	}
	return problem.Sentence(w.lang, "phrase.nth", map[string]any{"n": i + 1})
}

func (b *Book) known(at string) bool { return len(b.names[at]) > 0 }

// show is a value in words, "" for one that has none.
func (b *Book) show(at string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return b.showText(at, v)
	case []any:
		return b.showList(at, v)
	}
	return b.text(v)
}

func (b *Book) showText(at, v string) string {
	for _, t := range b.names[at] {
		switch {
		case t.Name == v, t.Part == "" && t.Key == v, strings.HasSuffix(t.Name, "/"+v):
			return b.Target(t)
		case t.Part == reference.Field && strings.HasSuffix(v, "."+t.Name):
			return b.path(at, v)
		}
	}
	if w, ok := word("name", strings.TrimPrefix(v, "$."), b.lang); ok {
		return w
	}
	parts := problem.Split(at)
	if kind, ok := chart.Kinds.Get(v); ok && parts[len(parts)-1] == "chart" {
		return kind.Info().Label.In(b.lang)
	}
	for i := len(parts) - 1; i >= 2; i-- {
		if w, ok := word("value", parts[i]+"="+v, b.lang); ok {
			return w
		}
		if strings.Trim(parts[i], "0123456789") != "" && parts[i-1] != "fields" {
			break
		}
	}
	if b.known(at) && !strings.Contains(v, "{{") {
		return b.formula(at, v)
	}
	return shortened(v)
}

// path is a dotted name by the titles of what it passes.
func (b *Book) path(at, v string) string {
	var out []string
	for _, t := range b.names[at] {
		if t.Part == reference.Field {
			out = append(out, b.Target(t))
		}
	}
	if b.lang == "en" {
		return strings.Join(out, " / ")
	}
	return strings.Join(out, "的")
}

// many is how many entries of a list are named.
const many = 5

func (b *Book) showList(at string, list []any) string {
	var out []string
	for i, v := range list {
		name := b.show(at+problem.Pointer(i), v)
		if _, object := v.(map[string]any); object || name == "" {
			return ""
		}
		out = append(out, name)
	}
	return b.listed(out)
}

func (b *Book) listed(names []string) string {
	if len(names) > many {
		return problem.Sentence(b.lang, "phrase.and_more", map[string]any{"names": names[:many], "count": len(names)})
	}
	return problem.Sentence(b.lang, "phrase.list", map[string]any{"names": names})
}

// people is a people rule by its title, else by whom it finds: its first way, and that there are more.
func (b *Book) people(rule any, process string) string {
	object, _ := rule.(map[string]any)
	if title := b.text(object["title"]); title != "" {
		return title
	}
	ways, _ := object["find"].([]any)
	var out []string
	for _, v := range ways {
		if way, ok := v.(map[string]any); ok {
			out = append(out, b.findBy(way, process))
		}
	}
	if len(out) == 0 {
		return problem.Sentence(b.lang, "phrase.nobody", nil)
	}
	if len(out) > 2 {
		out = append(out[:2], "…")
	}
	return strings.Join(out, problem.Sentence(b.lang, "phrase.else", nil))
}

// findBy is one way to find people.
func (b *Book) findBy(way map[string]any, process string) string {
	d, _ := b.bundle.Get("process", process)
	spec, _ := b.trees[d.Pointer()]["spec"].(map[string]any)
	form, _ := spec["form"].(string)
	field, _ := way["field"].(string)
	by, _ := way["by"].(string)
	switch by {
	case "role":
		role, _ := way["role"].(string)
		return b.Title("role", role)
	case "who":
		who, _ := way["who"].(string)
		if w, ok := word("value", "who="+who, b.lang); ok {
			return w
		}
	case "lookup":
		searched, _ := way["form"].(string)
		return b.Title("form", searched) + " / " + b.Target(reference.Target{Kind: "form", Key: searched, Part: reference.Field, Name: field})
	}
	if field != "" {
		return b.Target(reference.Target{Kind: "form", Key: form, Part: reference.Field, Name: field})
	}
	w, _ := word("value", "by="+by, b.lang)
	return w
}
