package phrase

import (
	"maps"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// Faults are the problems of a bundle, told with the names that its designers gave: where a sentence would show the key
// of something, it shows its title, for what is gone the one it had in was. The parameters keep the keys. Each is told with
// the definition it is in, such as 消息模板「采纳告知」, and the place inside that, "" for the definition as a whole.
func Faults(was, b definition.Bundle, list problem.List, lang string) problem.List {
	out := problem.List{}
	if len(list) == 0 {
		return out
	}
	book := New(b, lang).Since(was)
	for _, p := range list.In(lang) {
		out = append(out, book.fault(p))
	}
	return out
}

func (b *Book) fault(p problem.Problem) problem.Problem {
	f := p
	if what, ok := b.missed(p); ok {
		f.Message = problem.Sentence(b.lang, "phrase.gone", map[string]any{"what": what})
	} else if named := b.named(p); named != nil {
		f.Message = problem.Sentence(b.lang, p.Code, named)
	}
	f.Message = tight(f.Message, b.lang)
	if at := problem.Split(p.Pointer); len(at) >= 2 && b.trees[problem.Pointer(at[0], at[1])] != nil {
		f.Title = b.Definition(at[0], at[1])
		f.Place = b.trail(at[0], at[1], strings.TrimPrefix(p.Pointer, problem.Pointer(at[0], at[1])), strings.HasPrefix(p.Code, "schema.required"))
	}
	return f
}

// missed is what a problem misses that was there before, with its noun.
func (b *Book) missed(p problem.Problem) (what string, ok bool) {
	at := problem.Split(p.Pointer)
	if len(at) < 2 {
		return "", false
	}
	for name, value := range p.Params {
		key, text := value.(string)
		if !text {
			continue
		}
		for _, t := range b.meant(at[0], at[1], p, name, key) {
			if b.gone(t) {
				return b.Noun(t), true
			}
		}
	}
	return "", false
}

// meant are the targets that a parameter of a problem may be the key of.
func (b *Book) meant(kind, key string, p problem.Problem, name, value string) (out []reference.Target) {
	if of, ok := kindsOf[name]; ok {
		return []reference.Target{{Kind: of, Key: value}}
	}
	part, ok := partsOf[name]
	if name == "name" && strings.HasPrefix(p.Code, "expression.") {
		part, ok = reference.Field, true
	}
	switch {
	case !ok:
		return nil
	case part != reference.Field:
		return []reference.Target{{Kind: "process", Key: b.processOf(kind, key), Part: part, Name: value}}
	}
	form, _ := p.Params["form"].(string)
	if form == "" {
		form = b.formOf(kind, key)
	}
	if form != "" {
		return []reference.Target{{Kind: "form", Key: form, Part: part, Name: value}}
	}
	for _, d := range b.bundle.Of("form") { // such as of a message, which any form may send
		out = append(out, reference.Target{Kind: "form", Key: d.Key, Part: part, Name: value})
	}
	return out
}

// quotes are the quotation marks that sentences have around keys; names bring their own.
var quotes = map[string]*strings.Replacer{
	"zh": strings.NewReplacer("『「", "「", "」』", "」", "“「", "「", "」”", "」", "“", "「", "”", "」", "『", "「", "』", "」"),
	"en": strings.NewReplacer(`"“`, "“", `”"`, "”"),
}

// tight leaves one kind of quotation marks, and in Chinese no spaces around them.
func tight(sentence, lang string) string {
	sentence = quotes[lang].Replace(sentence)
	if lang == "zh" {
		sentence = strings.NewReplacer(" 「", "「", "」 ", "」").Replace(sentence)
	}
	return sentence
}

// named are the parameters of a problem with titles in place of keys; nil when none of them is a key.
func (b *Book) named(p problem.Problem) map[string]any {
	at := problem.Split(p.Pointer)
	if len(at) < 2 {
		return nil
	}
	var out map[string]any
	for name, value := range p.Params {
		key, ok := value.(string)
		if !ok {
			continue
		}
		if said := b.called(at[0], at[1], p, name, key); said != "" && said != key {
			if out == nil {
				out = maps.Clone(p.Params)
			}
			out[name] = said
		}
	}
	return out
}

// kindsOf are the parameters that hold the key of a definition, with its kind.
var kindsOf = map[string]string{"form": "form", "process": "process", "role": "role", "message": "message", "list": "list", "view": "view",
	"rule": "rule", "connector": "connector", "calendar": "calendar"}

// partsOf are the parameters that hold the key of a part of a form or a process.
var partsOf = map[string]string{"field": reference.Field, "status": reference.Status, "node": reference.Node, "step": reference.Node,
	"sla": reference.SLA, "people": reference.People}

// called is what a parameter of a problem in a definition is called, "" when it is no key of anything.
func (b *Book) called(kind, key string, p problem.Problem, name, value string) string {
	if strings.HasPrefix(p.Code, "schema.required") && name == "name" {
		return b.property(kind, key, p.Pointer)
	}
	if strings.HasPrefix(p.Code, "rule.") {
		switch name {
		case "other", "earlier":
			return b.defined("rule", value)
		case "path":
			keys := strings.Split(value, " → ")
			for i, one := range keys {
				if said := b.defined("rule", one); said != "" {
					keys[i] = said
				}
			}
			return strings.Join(keys, " → ")
		}
	}
	if of, ok := kindsOf[name]; ok {
		return b.defined(of, value)
	}
	part, ok := partsOf[name]
	if !ok {
		return ""
	}
	t := reference.Target{Kind: "form", Key: b.formOf(kind, key), Part: part, Name: value}
	if part != reference.Field {
		t.Kind, t.Key = "process", b.processOf(kind, key)
	}
	if said := b.Target(t); said != "" && said != value {
		return quoted(said, b.lang)
	}
	return ""
}

// defined is the title of a definition that is there.
func (b *Book) defined(kind, key string) string {
	if _, ok := b.bundle.Get(kind, key); !ok {
		return ""
	}
	return quoted(b.Title(kind, key), b.lang)
}

// property is what designers know a property by that is missing.
func (b *Book) property(kind, key, pointer string) string {
	w := b.walk(kind, key, strings.TrimPrefix(pointer, problem.Pointer(kind, key)))
	if len(w.crumbs) == 0 || w.at != pointer {
		return ""
	}
	return quoted(w.crumbs[len(w.crumbs)-1].noun, b.lang)
}

// formOf is the form that a definition is about.
func (b *Book) formOf(kind, key string) string {
	if kind == "form" {
		return key
	}
	form, _ := b.specOf(kind, key)["form"].(string)
	return form
}

// processOf is the process that a definition is, or that the form it is about goes through.
func (b *Book) processOf(kind, key string) string {
	if kind == "process" {
		return key
	}
	process, _ := b.specOf("form", b.formOf(kind, key))["process"].(string)
	return process
}

func (b *Book) specOf(kind, key string) map[string]any {
	spec, _ := b.trees[problem.Pointer(kind, key)]["spec"].(map[string]any)
	return spec
}
