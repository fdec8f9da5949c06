package runtime

import (
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/query"
)

// Eyes limit what a decision that is only tried learns of other records to what somebody may read of them in the app as it
// is published: a draft gives nobody rights, and what it works out must not tell more than they may know.
type Eyes struct {
	App *engine.App // as it is published
	Who access.Principal
	// Born reports whether a record was made in the trial itself, so that nothing of it is anybody's secret. May be nil.
	Born func(form, id string) bool
}

// Level is what they may do with the fields of a form; nobody may do anything with one that is not published.
func (e *Eyes) Level(formKey string) func(field string) access.Level {
	f, ok := e.App.Form(formKey)
	if !ok {
		return func(string) access.Level { return access.Hidden }
	}
	return Levels(e.App, f, e.Who)
}

// see is an answer as far as they may know it.
func (e *Eyes) see(n effect.Need, a effect.Answer) effect.Answer {
	f, published := e.App.Form(n.Form)
	if !published {
		return a // of people, numbers and addresses, or of a form that has no records but those of the trial
	}
	level := Levels(e.App, f, e.Who)
	switch n.Kind {
	case effect.NeedRecord:
		return effect.Answer{Records: e.records(f, level, a.Records)}
	case effect.NeedQuery:
		if asks(n.Where, level) {
			return effect.Answer{Records: e.records(f, level, a.Records)}
		}
		return effect.Answer{Records: slices.DeleteFunc(a.Records, func(r effect.Found) bool { return !e.born(r.Form, r.ID) })}
	case effect.NeedUnique:
		if key, _, _ := strings.Cut(n.Text, ":"); has(f, key) && level(key) < access.Masked && !e.born(n.Form, a.Holder) {
			return effect.Answer{}
		}
		return a
	}
	// What is counted or compared over many records is told to those who may read all of them.
	if !e.App.Policy().Scope(e.Who, "read", n.Form).IsZero() || !asks(n.Where, level) || !e.maySum(f, level, n) {
		return effect.Answer{}
	}
	return a
}

func (e *Eyes) born(form, id string) bool { return id != "" && e.Born != nil && e.Born(form, id) }

// records are those that they may read, with no more than they may read of them.
func (e *Eyes) records(f *form.Form, level func(string) access.Level, found []effect.Found) []effect.Found {
	var out []effect.Found
	for _, r := range found {
		if e.born(r.Form, r.ID) {
			out = append(out, r)
			continue
		}
		if !e.App.Policy().Allow(access.Question{Who: e.Who, Action: "read", Form: f.Key(), Record: engine.SubjectOf(r)}).Allowed {
			continue
		}
		if title := f.Spec().TitleField; level(title) < access.Read {
			r.Title = r.No
		}
		r.Data = Legible(r.Data, level)
		out = append(out, r)
	}
	return out
}

// Legible is what may be read of a record's values.
func Legible(data map[string]any, level func(field string) access.Level) map[string]any {
	out := map[string]any{}
	for key, v := range data {
		if level(key) >= access.Read {
			out[key] = v
		}
	}
	return out
}

// asks reports whether somebody may test the fields of a condition. Whoever sees a masked value may look for one they know,
// as in a list.
func asks(where query.Condition, level func(string) access.Level) bool {
	ok := true
	where.Walk(func(leaf query.Condition) {
		for _, field := range leaf.Fields() {
			head, _, _ := strings.Cut(field, ".")
			switch {
			case head == "record" || head == "_id":
			case level(head) >= access.Read, level(head) == access.Masked && exact(leaf, head):
			default:
				ok = false
			}
		}
	})
	return ok
}

// maySum reports whether they may read what a total is worked out of, or what texts are compared by.
func (e *Eyes) maySum(f *form.Form, level func(string) access.Level, n effect.Need) bool {
	var fields []string
	switch n.Kind {
	case effect.NeedTotal:
		_, of, _ := strings.Cut(n.Text, ":")
		fields = []string{of, n.Per}
	case effect.NeedSimilar:
		fields = append(slices.Clone(f.Spec().Similar), f.Spec().TitleField)
	}
	for _, field := range fields {
		head, _, _ := strings.Cut(field, ".")
		if has(f, head) && level(head) < access.Read {
			return false
		}
	}
	return true
}
