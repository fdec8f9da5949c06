package reference

import (
	"maps"
	"slices"
	"strings"

	"huiyin/engine/expression"
)

func (f *finder) form(n spot) {
	form := f.key
	f.whole(n.get("process"), "process")
	for _, name := range []string{"numberField", "titleField", "externalField"} {
		f.field(n.get(name), form)
	}
	f.fields(n.get("similar"), form)
	n.get("contact").members(func(_ string, n spot) { f.field(n, form) })
	n.get("fields").each(func(n spot) { f.formField(n, form, "") })
	units := map[string]bool{}
	f.layout(n.get("layout"), form, units)
	public := n.get("public")
	f.layout(public.get("layout"), form, units)
	n.get("logic").each(func(n spot) {
		f.condition(n.get("when"), form, form)
		for _, name := range []string{"show", "hide"} {
			n.get(name).each(func(n spot) {
				if units[n.text()] {
					f.note(n, Target{"form", form, Item, n.text()})
				} else {
					f.field(n, form)
				}
			})
		}
		f.fields(n.get("require"), form)
		f.fields(n.get("readOnly"), form)
		f.values(n.get("set"), form, form)
		f.narrowed(n.get("options"), form)
	})
	n.get("checks").each(func(n spot) {
		f.condition(n.get("when"), form, form)
		f.field(n.get("field"), form)
	})
	f.fields(public.get("require"), form)
	public.get("prefill").members(func(_ string, n spot) { f.field(n, form) })
	f.fields(public.get("track"), form)
	f.values(public.get("set"), form, form)
}

// layout notes the fields that stand in a layout and collects the keys of its units.
func (f *finder) layout(n spot, form string, units map[string]bool) {
	n.each(func(n spot) {
		f.field(n.get("field"), form)
		if key := n.get("key").text(); key != "" {
			units[key] = true
		}
		f.layout(n.get("children"), form, units)
	})
}

// part notes the name of a part of the process at hand.
func (f *finder) part(n spot, part string) { f.note(n, Target{"process", f.key, part, n.text()}) }

func (f *finder) parts(n spot, part string) { n.each(func(n spot) { f.part(n, part) }) }

func (f *finder) process(n spot) {
	form := n.get("form").text()
	f.whole(n.get("form"), "form")
	f.whole(n.get("calendar"), "calendar")
	f.whole(n.get("taskMessage"), "message")
	n.get("statuses").each(func(n spot) {
		f.part(n.get("owner"), People)
		f.fields(n.get("publicFields"), form)
	})
	n.get("people").members(func(_ string, n spot) { f.people(n, form) })
	n.get("nodes").each(func(n spot) {
		f.part(n.get("status"), Status)
		f.step(n, form)
	})
	n.get("transitions").each(func(n spot) { f.transition(n, form) })
	n.get("moves").each(func(n spot) { f.move(n, form) })
	n.get("slas").each(func(n spot) { f.sla(n, form) })
	n.get("promises").each(func(n spot) { f.promise(n, form) })
	n.get("unsent").each(func(n spot) {
		f.whole(n.get("message"), "message")
		f.parts(n.get("statuses"), Status)
		f.uses(n.get("then"), form)
	})
	n.get("replies").each(func(n spot) {
		f.parts(n.get("statuses"), Status)
		f.part(n.get("press"), Press)
	})
	f.merge(n.get("merge"), form)
	f.part(n.get("withdraw").get("to"), Node)
	f.whole(n.get("urge").get("message"), "message")
}

func (f *finder) transition(n spot, form string) {
	f.part(n.get("from"), Node)
	f.part(n.get("to"), Node)
	f.part(n.get("on"), Press)
	f.condition(n.get("when"), form, form)
	n.get("validate").each(func(n spot) {
		f.condition(n.get("when"), form, form)
		f.field(n.get("field"), form)
	})
	f.uses(n.get("then"), form)
}

func (f *finder) move(n spot, form string) {
	f.parts(n.get("from"), Status)
	f.part(n.get("to"), Node)
	f.wholes(n.get("roles"), "role")
	f.fields(n.get("require"), form)
	f.fields(n.get("fields"), form)
	f.condition(n.get("when"), form, form)
	f.uses(n.get("then"), form)
}

func (f *finder) sla(n spot, form string) {
	f.condition(n.get("when"), form, form)
	for _, points := range []string{"start", "stop"} {
		n.get(points).each(func(n spot) {
			word, name, _ := strings.Cut(n.text(), ":")
			switch word {
			case "enter", "leave": // a key that is a status and a step means the status; both are noted
				f.note(n, Target{"process", f.key, Status, name})
				f.note(n, Target{"process", f.key, Node, name})
			case "told":
				f.note(n, Target{"process", f.key, Promise, name})
			}
		})
	}
	f.parts(n.get("pause"), Status)
	f.whole(n.get("calendar"), "calendar")
	n.get("target").each(func(n spot) {
		f.condition(n.get("when"), form, form)
		f.field(n.get("until"), form)
	})
	n.get("levels").each(func(n spot) { f.uses(n.get("then"), form) })
}

func (f *finder) promise(n spot, form string) {
	f.parts(n.get("statuses"), Status)
	f.parts(n.get("lapses"), Status)
	f.parts(n.get("settles"), Promise)
	n.get("audience").each(func(n spot) {
		if n.text() != "self" {
			f.field(n, form)
		}
	})
	f.field(n.get("consent"), form)
	f.whole(n.get("message"), "message")
	f.part(n.get("review"), People)
	byHand := n.get("byHand")
	f.part(byHand.get("assign"), People)
	f.whole(byHand.get("form"), "form")
	f.whole(byHand.get("waive"), "form")
}

func (f *finder) merge(n spot, form string) {
	f.field(n.get("field"), form)
	f.part(n.get("status"), Status)
	f.parts(n.get("from"), Status)
	f.parts(n.get("into"), Status)
	f.wholes(n.get("roles"), "role")
	f.fields(n.get("carry"), form)
	f.wholes(n.get("messages"), "message")
}

func (f *finder) rule(n spot) {
	form := n.get("form").text()
	f.whole(n.get("form"), "form")
	process := f.processOf(form)
	n.get("on").each(func(n spot) {
		f.fields(n.get("fields"), form)
		n.get("status").each(func(n spot) { f.note(n, Target{"process", process, Status, n.text()}) })
		sla := n.get("sla").text()
		f.note(n.get("sla"), Target{"process", process, SLA, sla})
		f.note(n.get("level"), Target{"process", process, Level, sla + "/" + n.get("level").text()})
	})
	f.condition(n.get("when"), form, form)
	f.uses(n.get("then"), form)
}

func (f *finder) view(n spot) {
	form := n.get("form").text()
	f.whole(n.get("form"), "form")
	for _, list := range []string{"columns", "sort"} {
		n.get(list).each(func(n spot) { f.field(n.get("field"), form) })
	}
	f.condition(n.get("filter"), form, form)
	f.wholes(n.get("roles"), "role")
	f.wholes(n.get("first"), "role")
}

func (f *finder) board(n spot) {
	f.wholes(n.get("roles"), "role")
	n.get("filters").each(func(n spot) {
		f.whole(n.get("form"), "form")
		f.field(n.get("field"), n.get("form").text())
	})
	n.get("widgets").each(func(n spot) { f.question(n.get("question")) })
}

// question reads a question of the report engine.
func (f *finder) question(n spot) {
	form := n.get("dataset").text()
	f.whole(n.get("dataset"), "form")
	f.condition(n.get("where"), form, form)
	n.get("exclude").each(func(n spot) { f.condition(n.get("where"), form, form) })
	n.get("by").each(func(n spot) { f.field(n.get("field"), form) })
	f.field(n.get("period").get("field"), form)
	f.field(n.get("mature").get("field"), form)
	n.get("measures").each(func(n spot) {
		f.condition(n.get("where"), form, form)
		if fn := n.get("fn").text(); fn != "share" && fn != "running" && fn != "ratio" { // those are of measures
			f.field(n.get("of"), form)
		}
	})
}

func (f *finder) role(n spot) {
	n.get("permissions").each(func(n spot) {
		form := n.get("form").text()
		if form == "*" {
			return
		}
		f.whole(n.get("form"), "form")
		f.named(n.get("fields"), form)
		f.condition(n.get("scope").get("condition"), form, form)
	})
}

func (f *finder) connector(n spot) {
	form := n.get("form").text()
	f.whole(n.get("form"), "form")
	f.fields(n.get("fields"), form)
	f.named(n.get("inbound").get("set"), form)
	f.field(n.get("inbound").get("find").get("by"), form)
}

// message notes what a letter reads: on the forms it is sent for, and what none of those has on whatever form has it.
func (f *finder) message(n spot) {
	for _, name := range []string{"subject", "body", "spoken"} {
		f.letter(n.get(name), f.letters[f.key])
	}
}

func (f *finder) letter(n spot, sent []string) {
	n.members(func(_ string, n spot) { f.letter(n, sent) })
	paths, compared := expression.TemplateNames(n.text())
	var rest []string
	for _, path := range paths {
		if !slices.ContainsFunc(sent, func(form string) bool { return len(f.path(form, path)) > 0 }) {
			rest = append(rest, path)
		}
	}
	for _, form := range slices.Sorted(maps.Keys(f.forms)) {
		if slices.Contains(sent, form) {
			f.reads(n, form, paths, compared)
		} else {
			f.reads(n, form, rest, nil)
		}
	}
}
