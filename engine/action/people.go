package action

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"strings"

	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Administrators is the role a question for people names when it means the app's administrators, whatever roles
// the app defines. It is no valid role key, so it cannot be one.
const Administrators = "@admin"

// Resolve finds the people of a rule: each way whose condition holds in turn, the first that yields somebody is
// taken and its pick applied; then the rule's Empty. Who was invited and has not come yet is passed over where a rule
// looks for somebody, and kept where the record or the rule names them. why says in the app's language who was chosen and why.
// ok is false while an answer is missing (it was noted in c.Ask); people is empty with ok only when a rule may
// skip or there is nobody at all. Chains of fallback rules end: a rule that comes up twice asks the administrators.
func Resolve(rule PeopleRule, c *Context) (people []effect.Person, why string, ok bool) {
	return newSearch(c).rule(rule)
}

// ResolveNamed is Resolve for a named rule of the process; an unknown name asks the administrators.
func ResolveNamed(name string, c *Context) (people []effect.Person, why string, ok bool) {
	return newSearch(c).named(name)
}

type search struct {
	c     *Context
	name  string          // of the rule being followed, "" = unnamed
	seen  map[string]bool // rules followed
	notes []string
	last  bool // the rule's own ways found nobody
}

func newSearch(c *Context) *search { return &search{c: c, seen: map[string]bool{}} }

func (s *search) named(name string) ([]effect.Person, string, bool) {
	if s.seen[name] || s.c.People == nil {
		return s.administrators()
	}
	rule, known := s.c.People(name)
	if !known {
		return s.administrators()
	}
	s.seen[name], s.name = true, name
	return s.rule(rule)
}

func (s *search) rule(rule PeopleRule) ([]effect.Person, string, bool) {
	for i, f := range rule.Find {
		holds, err := f.applies(s.c)
		if err != nil {
			s.note("action.why.condition_failed", "index", i+1)
		}
		if err != nil || !holds {
			continue
		}
		people, why, ok := s.find(f)
		if !ok || len(people) > 0 {
			return people, why, ok
		}
	}
	return s.empty(rule.Empty)
}

func (s *search) empty(e Empty) ([]effect.Person, string, bool) {
	s.last = true
	if e.Rule != "" {
		return s.named(e.Rule)
	}
	if e.Role != "" {
		people, why, ok := s.find(Find{By: "role", Role: e.Role})
		if !ok || len(people) > 0 {
			return people, why, ok
		}
	}
	if e.Skip {
		return nil, s.because(s.say("action.why.nobody")), true
	}
	return s.administrators()
}

func (s *search) administrators() ([]effect.Person, string, bool) {
	got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedPeople, Role: Administrators})
	if !ok {
		return nil, "", false
	}
	people := byID(got.People)
	if able := ready(people); len(able) > 0 {
		people = able
	}
	if len(people) == 0 {
		return nil, s.because(s.say("action.why.nobody")), true
	}
	return s.found(people, effect.Origin{By: "administrators"}), s.because(s.say("action.why.administrators", "people", shown(people))), true
}

// find asks one way and applies its pick.
func (s *search) find(f Find) ([]effect.Person, string, bool) {
	pool, ok := s.pool(f)
	if !f.names() {
		pool = ready(pool)
	}
	if !ok || len(pool) == 0 {
		return nil, "", ok
	}
	people, how, ok := s.pick(f, pool)
	if !ok || len(people) == 0 {
		return nil, "", ok
	}
	from := effect.Origin{By: f.By, Of: cmp.Or(f.Role, f.Form, f.Field, f.Who)}
	if how != "" {
		from.Pick = f.Pick
	}
	return s.found(people, from), s.because(s.origin(f, people) + how), true
}

// found notes with people how they were come to.
func (s *search) found(people []effect.Person, from effect.Origin) []effect.Person {
	if from.Last = s.last; s.last {
		from.Rule = s.name
	}
	out := slices.Clone(people)
	for i := range out {
		out[i].Found = &from
	}
	return out
}

// names reports whether a way asks for somebody whom a person put down on the record or in the rule itself, and who is
// kept whether they have signed in or not. Every other way looks for whoever can do it.
func (f Find) names() bool {
	return f.By == "who" || f.By == "user" || f.By == "field" && (!strings.Contains(f.Field, ".") || strings.HasPrefix(f.Field, "record."))
}

// ready leaves out who has been invited and not come yet: nobody would see the work.
func ready(pool []effect.Person) []effect.Person {
	return slices.DeleteFunc(slices.Clone(pool), func(p effect.Person) bool { return p.Invited })
}

// pool is everybody a way names, before anybody is picked.
func (s *search) pool(f Find) ([]effect.Person, bool) {
	switch f.By {
	case "field":
		return s.users(identities(s.c.Get(f.Field)))
	case "who":
		return s.users(s.c.Who(f.Who))
	case "user":
		return s.users(identities(f.User))
	case "role":
		got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedPeople, Role: f.Role, Load: f.Pick == leastLoaded})
		return byID(got.People), ok
	case "lookup":
		return s.lookup(f)
	case "department_head":
		return s.head(f)
	}
	return nil, true
}

// users returns the active people among ids, in the order of ids.
func (s *search) users(ids []string) ([]effect.Person, bool) {
	if ids = distinct(ids); len(ids) == 0 {
		return nil, true
	}
	got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: ids, Load: len(ids) > 1})
	known := map[string]effect.Person{}
	for _, p := range got.People {
		known[p.ID] = p
	}
	var out []effect.Person
	for _, id := range ids {
		if p, active := known[id]; active {
			out = append(out, p)
		}
	}
	return out, ok
}

// lookup reads the user field of the matching records of another form. A condition on an empty value of this
// record finds nobody instead of everybody.
func (s *search) lookup(f Find) ([]effect.Person, bool) {
	where, usable := f.condition(s.c)
	if !usable {
		return nil, true
	}
	got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedQuery, Form: f.Form, Where: where, Limit: 100})
	if !ok {
		return nil, false
	}
	var ids []string
	for _, r := range got.Records {
		ids = append(ids, identities(query.Lookup(r.Data, f.Field))...)
	}
	return s.users(ids)
}

// head finds the head of a department field, or of the department somebody works in.
func (s *search) head(f Find) ([]effect.Person, bool) {
	departments := identities(s.c.Get(f.Field))
	if f.Who != "" {
		people, ok := s.users(s.c.Who(f.Who))
		if !ok {
			return nil, false
		}
		departments = nil
		for _, p := range people {
			departments = append(departments, identities(p.Department)...)
		}
	}
	var out []effect.Person
	answered := true
	for _, d := range distinct(departments) {
		got, ok := s.c.Ask.Get(effect.Need{Kind: effect.NeedPeople, Department: d, Head: true})
		answered = answered && ok
		out = append(out, got.People...)
	}
	return out, answered
}

// applies tests the way's own condition. A rule that was not compiled can test plain leaves only.
func (f Find) applies(c *Context) (bool, error) {
	if f.when == nil {
		return query.Match(f.When, c.Get, query.MatchOptions{Old: c.before})
	}
	return f.when.At(c.Now, c.Zone).Holds(c.Get, c.before, c.Env)
}

var errEmptyValue = errors.New("a value of this record is empty")

// condition is Where with the values of this record and today filled in.
func (f Find) condition(c *Context) (query.Condition, bool) {
	var failed error
	where := f.Where.Bind(func(field string) (any, bool) {
		own, ours := strings.CutPrefix(field, ownField)
		if !ours {
			return nil, false
		}
		v := c.Get(own)
		if m, related := v.(map[string]any); related {
			v = m["id"]
		}
		if len(query.Elements(v)) == 0 {
			failed = errEmptyValue
		}
		return v, true
	})
	kind := func(field string) string { return f.kinds[field].Kind }
	if f.kinds == nil {
		kind = nil
	}
	return query.Resolve(where, c.Now, c.zone(), kind), failed == nil
}

// identities reads user, department and record ids out of a value: one id, a list, a related record.
func identities(v any) []string {
	var out []string
	switch t := v.(type) {
	case string:
		if t != "" {
			out = []string{t}
		}
	case []string:
		out = t
	case []any:
		for _, item := range t {
			out = append(out, identities(item)...)
		}
	case map[string]any:
		out = identities(t["id"])
	}
	return distinct(out)
}

func distinct(ids []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, id := range ids {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func byID(people []effect.Person) []effect.Person {
	out := append([]effect.Person(nil), people...)
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

func shown(people []effect.Person) string {
	list := make([]string, len(people))
	for i, p := range people {
		if list[i] = p.Name; p.Name == "" {
			list[i] = p.ID
		}
	}
	return words(list)
}

// origin says where the chosen people come from.
func (s *search) origin(f Find, people []effect.Person) string {
	who := shown(people)
	switch f.By {
	case "field":
		return s.say("action.why.field", "field", f.Field, "people", who)
	case "who":
		return s.say("action.why.who", "who", s.say(whoCodes[f.Who]), "people", who)
	case "role":
		return s.say("action.why.role", "role", f.Role, "people", who)
	case "lookup":
		return s.say("action.why.lookup", "form", f.Form, "people", who)
	case "department_head":
		return s.say("action.why.department_head", "people", who)
	}
	return s.say("action.why.user", "people", who)
}

func (s *search) say(code string, params ...any) string { return s.c.say(code, params...) }

func (s *search) note(code string, params ...any) { s.notes = append(s.notes, s.say(code, params...)) }

func (s *search) because(why string) string {
	return strings.Join(append(append([]string(nil), s.notes...), why), "; ")
}

// say is a sentence of the catalogue in the app's language.
func (c *Context) say(code string, params ...any) string {
	return problem.Sentence(c.Language, code, problem.New(code, "", params...).Params)
}
