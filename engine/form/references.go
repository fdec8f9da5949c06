package form

import (
	"maps"
	"slices"
	"strings"

	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// logic compiles the rules that change the form while it is filled.
func (c *compiler) logic() {
	seen, items := map[string]bool{}, c.itemKeys()
	for i, l := range c.form.spec.Logic {
		at := problem.Pointer("spec", "logic", i)
		if seen[l.Key] {
			c.found.Add("form.logic.key_twice", at+"/key", "key", l.Key)
		}
		seen[l.Key] = true
		compiled := logic{Logic: l, when: c.guard(l.When, at+"/when"), set: c.assignments(l.Set, at+"/set")}
		c.narrowed(&compiled, at+"/options")
		for j, key := range l.Hide {
			if !items[key] {
				c.known(key, at+problem.Pointer("hide", j))
			}
		}
		for j, key := range l.Show {
			if !items[key] {
				c.known(key, at+problem.Pointer("show", j))
			}
			if f := c.form.index[key]; f != nil && f.OnHide != "keep" && contains(c.form.reads(l.When), key) {
				c.found.Warn("form.logic.never_shown", at+problem.Pointer("show", j), "title", f.Title)
			}
		}
		c.allKnown(l.Require, at+"/require")
		c.allKnown(l.ReadOnly, at+"/readOnly")
		if len(l.targets()) == 0 {
			c.found.Warn("form.logic.idle", at, "key", l.Key)
		}
		if l.Off {
			continue
		}
		c.form.logic = append(c.form.logic, compiled)
		c.govern(l.Show)
	}
	shown := len(c.form.governed)
	for _, l := range c.form.logic {
		c.govern(l.Hide)
	}
	for n := shown; n < len(c.form.governed); n++ {
		c.form.usual = append(c.form.usual, n)
	}
}

// govern numbers what rules show or hide.
func (c *compiler) govern(keys []string) {
	for _, key := range keys {
		if _, known := c.form.governed[key]; !known {
			c.form.governed[key] = len(c.form.governed)
		}
	}
}

// narrowed takes over which options a rule leaves.
func (c *compiler) narrowed(l *logic, at string) {
	for _, key := range slices.Sorted(maps.Keys(l.Options)) {
		here := at + problem.Pointer(key)
		if !c.known(key, here) {
			continue
		}
		f := c.form.index[key]
		_, shape := f.Value.Shape()
		if f.Type != "select" && f.Type != "multi_select" {
			c.found.Add("form.reference.type", here, "title", f.Title, "types", []string{"select", "multi_select"})
			continue
		}
		for i, option := range l.Options[key] {
			if !contains(shape.Options, option) {
				c.found.Add("condition.value.option", here+problem.Pointer(i), "value", option, "options", shape.Options)
			}
		}
		l.narrows = append(l.narrows, narrowing{f, l.Options[key]})
	}
}

// itemKeys are the keys of the layout units of both layouts.
func (c *compiler) itemKeys() map[string]bool {
	out := map[string]bool{}
	collect := func(item Item, _ string, _ int) {
		if item.Key != "" && item.Field == "" {
			out[item.Key] = true
		}
	}
	walk(c.form.spec.Layout, "", 0, collect)
	if p := c.form.spec.Public; p != nil {
		walk(p.Layout, "", 0, collect)
	}
	return out
}

func (c *compiler) allKnown(keys []string, at string) {
	for i, key := range keys {
		c.known(key, at+problem.Pointer(i))
	}
}

func (c *compiler) checks() {
	seen := map[string]bool{}
	for i, k := range c.form.spec.Checks {
		at := problem.Pointer("spec", "checks", i)
		if seen[k.Key] {
			c.found.Add("form.check.key_twice", at+"/key", "key", k.Key)
		}
		seen[k.Key] = true
		if k.Field != "" {
			c.known(k.Field, at+"/field")
		}
		if k.Message.Empty() {
			c.found.Add("form.check.message_missing", at+"/message")
		}
		c.form.checks = append(c.form.checks, check{Check: k, when: c.guard(k.When, at+"/when")})
	}
}

// public checks the form as strangers see it.
func (c *compiler) public() {
	p := c.form.spec.Public
	if p == nil {
		return
	}
	c.checkLayout(p.Layout, "/spec/public/layout")
	c.form.open = standing(p.Layout)
	if p.Enabled && len(c.form.open) == 0 {
		c.found.Add("form.public.empty", "/spec/public/layout")
	}
	for i, key := range p.Require {
		at := problem.Pointer("spec", "public", "require", i)
		if c.known(key, at) && !c.form.open[key] {
			c.found.Add("form.public.not_inside", at, "field", key)
		}
	}
	for _, parameter := range slices.Sorted(maps.Keys(p.Prefill)) {
		at := problem.Pointer("spec", "public", "prefill", parameter)
		if key := p.Prefill[parameter]; c.known(key, at) {
			c.stranger(key, at)
			c.form.open[key] = true
		}
	}
	c.allKnown(p.Track, "/spec/public/track")
	c.form.presets = c.assignments(p.Set, "/spec/public/set")
	c.door(p.Door)
	walk(p.Layout, "/spec/public/layout", 0, func(item Item, at string, _ int) {
		if item.Field != "" {
			c.stranger(item.Field, at+"/field")
		}
	})
	c.blind()
}

// blind warns of rules for fields of the public page that look at a field which is always empty there: it is not on the
// page, and nothing else fills it.
func (c *compiler) blind() {
	for i, l := range c.form.spec.Logic {
		if l.Off || !slices.ContainsFunc(l.targets(), func(key string) bool { return c.form.open[key] }) {
			continue
		}
		reads := c.form.reads(l.When)
		slices.Sort(reads)
		for _, key := range slices.Compact(reads) {
			f := c.form.index[key]
			if f == nil || c.form.open[key] || !f.settable() || f.fallback != nil || c.written(key) || c.form.spec.Public.Set[key] != nil {
				continue
			}
			c.found.Warn("form.public.blind", problem.Pointer("spec", "logic", i, "when"), "title", f.Title)
		}
	}
}

// targets are the fields, and units of the layout, that a rule does something to.
func (l Logic) targets() []string {
	out := slices.Concat(l.Show, l.Hide, l.Require, l.ReadOnly)
	out = slices.AppendSeq(out, maps.Keys(l.Set))
	return slices.AppendSeq(out, maps.Keys(l.Options))
}

// stranger reports a field that would show people outside who works here, or what other records there are.
func (c *compiler) stranger(key, at string) {
	f := c.form.index[key]
	if f == nil || f.link == nil {
		return
	}
	if f.link.Kind == "record" {
		c.found.Warn("form.public.relation", at, "title", f.Title)
		return
	}
	c.found.Add("form.public.internal", at, "title", f.Title)
}

// references checks what the rest of the definition names.
func (c *compiler) references() {
	s := c.form.spec
	if s.Process != "" && c.scope.Has != nil && !c.scope.Has("process", s.Process) {
		c.found.Add("form.process.unknown", "/spec/process", "process", s.Process)
	}
	c.typed(s.NumberField, "/spec/numberField", "autonumber")
	c.typed(s.TitleField, "/spec/titleField")
	if f := c.form.index[s.TitleField]; f != nil && f.Personal != nil {
		c.found.Add("form.title_personal", "/spec/titleField", "title", f.Title)
	}
	c.external(s.ExternalField)
	for i, key := range s.Similar {
		c.typed(key, problem.Pointer("spec", "similar", i), "text", "long_text")
	}
	if k := s.Contact; k != nil {
		c.typed(k.Name, "/spec/contact/name", "text")
		c.typed(k.Email, "/spec/contact/email", "email")
		c.typed(k.Phone, "/spec/contact/phone", "phone")
		c.typed(k.Chat, "/spec/contact/chat", "text")
		c.typed(k.Consent, "/spec/contact/consent", "consent")
		c.typed(k.Anonymous, "/spec/contact/anonymous", "boolean")
		c.typed(k.Wanted, "/spec/contact/wanted", "boolean")
	}
	for _, f := range c.form.fields {
		if f.Unique && !countable(f) {
			c.found.Add("form.field.unique_type", f.at+"/unique", "title", f.Title)
		}
		if f.Required && f.settable() && f.fallback == nil && (f.Type == "hidden" || f.ReadOnly) && !c.written(f.Key) {
			c.found.Warn("form.field.unfillable", f.at+"/required", "title", f.Title)
		}
	}
}

// external checks the field by which another system knows a record: a text that is unique, that the other system may
// write, and that tells nobody who somebody is.
func (c *compiler) external(key string) {
	const at = "/spec/externalField"
	c.typed(key, at, "text")
	if f := c.form.index[key]; f != nil && (!f.Unique || f.Personal != nil || f.ReadOnly) {
		c.found.Add("form.external.unfit", at, "title", f.Title)
	}
}

// typed reports a named field that does not exist or is of none of the types.
func (c *compiler) typed(key, at string, types ...string) {
	if key == "" || !c.known(key, at) || len(types) == 0 {
		return
	}
	if f := c.form.index[key]; !contains(types, f.Type) {
		c.found.Add("form.reference.type", at, "title", f.Title, "types", types)
	}
}

// countable reports whether values of the field can be told apart by one short text.
func countable(f *CompiledField) bool {
	_, shape := f.Value.Shape()
	return !shape.List && shape.Kind != query.KindObject && shape.Kind != query.KindBoolean && !f.formula
}

// written reports whether the form itself gives the field a value.
func (c *compiler) written(key string) bool {
	for _, l := range c.form.logic {
		if _, ok := l.Set[key]; ok {
			return true
		}
	}
	return false
}

// privacy holds the form to its purposes (PIPL 5, 6, 14, 28): a personal field says what for and how long, and sensitive ones
// are only asked for beside a consent.
func (c *compiler) privacy() {
	p := c.form.spec.Public
	asked := p != nil && p.Enabled && slices.ContainsFunc(c.form.fields, func(f *CompiledField) bool {
		_, consent := f.Value.(field.Stamper)
		return consent && c.form.open[f.Key]
	})
	for _, f := range c.form.fields {
		if f.Personal == nil {
			if _, always := f.Value.(field.Sensitive); always {
				c.found.Add("form.personal.unmarked", f.at+"/personal", "title", f.Title)
			}
			continue
		}
		if f.Personal.Purpose.Empty() {
			c.found.Add("form.personal.purpose_missing", f.at+"/personal/purpose", "title", f.Title)
		}
		if f.Personal.RetentionDays <= 0 {
			c.found.Add("form.personal.purpose_missing", f.at+"/personal/retentionDays", "title", f.Title)
		}
		if f.Personal.Kind == "sensitive" && p != nil && p.Enabled && c.form.open[f.Key] && !asked {
			c.found.Add("form.personal.consent_missing", f.at+"/personal", "title", f.Title)
		}
	}
	for _, formula := range c.form.formulas {
		f := c.form.index[formula.field]
		for _, name := range formula.sum.reads(formula.program) {
			if f.Personal == nil && c.tells(name) {
				c.found.Warn("form.personal.formula", f.at, "title", f.Title, "read", name)
			}
		}
	}
}

// tells reports whether a name is of something personal, here or behind a relation.
func (c *compiler) tells(name string) bool {
	if f := c.form.index[name]; f != nil {
		return f.Personal != nil
	}
	relation, rest, dotted := strings.Cut(name, ".")
	form, ok := c.form.relations[relation]
	return dotted && ok && c.scope.Forms != nil && c.personal(form, head(rest))
}
