package engine

import (
	"strings"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// contacts lists the customers an audience names: "self" is the contact written on the record, anything else a
// relation to a customer record. The first customer is whoever wrote the record: an address given there is where the
// answer belongs, whatever the customer file says, which may have been found by no more than a telephone number.
func (d *decision) contacts(audience []string) []process.Contact {
	self := d.selfContact()
	var out []process.Contact
	wrote := true
	for _, path := range audience {
		c := self
		if path != "self" {
			target, ok := d.form.Relations()[path]
			id, linked := d.rec.Data[path].(string)
			if !ok || !linked || id == "" {
				continue
			}
			if related := d.lookup(target, id); related != nil {
				c = d.relatedContact(target, related, self, wrote)
				wrote = false
			} else { // their file was deleted, and with it the address: they are owed an answer all the same
				c.Customer, c.Internal = id, false
			}
		}
		if !hasCustomer(out, c.Customer) {
			out = append(out, c)
		}
	}
	if len(out) == 0 && len(audience) > 0 {
		out = append(out, self) // nobody linked: the promise is to whoever wrote it
	}
	return out
}

// unreachable warns of promises to customers behind a relation whose form does not say where their address is: nothing
// could be sent to them, and every one would have to be told by hand.
func (c *compiler) unreachable(spec process.Spec, f *form.Form) (problems problem.List) {
	for i, p := range spec.Promises {
		for k, path := range p.Audience {
			target, ok := f.Relations()[path]
			if contact := c.specs[target].Contact; ok && (contact == nil || contact.Email == "") {
				problems.Warn("process.audience_unreachable", "/spec"+problem.Pointer("promises", i, "audience", k), "field", title(f, path), "promise", p.Title)
			}
		}
	}
	return problems
}

func title(f *form.Form, key string) definition.Text {
	field, _ := f.Field(key)
	return field.Title
}

func hasCustomer(list []process.Contact, id string) bool {
	for _, c := range list {
		if c.Customer == id {
			return true
		}
	}
	return false
}

func (d *decision) selfContact() process.Contact {
	c := contactOf(d.form.Spec().Contact, d.rec.Data)
	c.Customer, c.Language = "self", d.rec.Language
	c.Internal = d.rec.People.Submitter != "" && c.Address == "" && c.Name == "" && !c.ByVoice
	return c
}

// relatedContact is the customer behind a relation, with what was said on the record itself. An address counts with the
// consent that was given for it: one from the file needs that of the file, unless nobody has asked there.
func (d *decision) relatedContact(formKey string, values map[string]any, self process.Contact, wrote bool) process.Contact {
	f, ok := d.app.Form(formKey)
	if !ok {
		return self
	}
	c := contactOf(f.Spec().Contact, values)
	c.Customer, _ = values["id"].(string)
	c.Language = self.Language
	if c.Name == "" {
		c.Name, _ = values["title"].(string)
	}
	// What the customer said on this record is newer and narrower than the customer file.
	c.Anonymous = c.Anonymous || self.Anonymous
	c.Unwanted = c.Unwanted || self.Unwanted
	c.ByVoice = c.ByVoice || self.ByVoice
	if self.Address != "" && (wrote || c.Address == "") {
		c.Address = self.Address
		if self.Name != "" {
			c.Name = self.Name
		}
		if self.Asked {
			c.Asked, c.Consent = true, self.Consent
		}
		return c
	}
	if self.Asked {
		c.Asked, c.Consent = true, self.Consent && (c.Consent || !c.Asked)
	}
	return c
}

func contactOf(spec *form.Contact, data map[string]any) process.Contact {
	if spec == nil {
		return process.Contact{}
	}
	text := func(field string) string {
		s, _ := data[field].(string)
		return strings.TrimSpace(s)
	}
	c := process.Contact{Name: text(spec.Name), Address: text(spec.Email), ByVoice: text(spec.Phone) != "" || text(spec.Chat) != ""}
	if spec.Anonymous != "" {
		c.Anonymous, _ = data[spec.Anonymous].(bool)
	}
	if spec.Wanted != "" {
		wanted, answered := data[spec.Wanted].(bool)
		c.Unwanted = answered && !wanted
	}
	if spec.Consent != "" {
		if given, ok := data[spec.Consent].(map[string]any); ok {
			c.Asked = true
			c.Consent, _ = given["given"].(bool)
		}
	}
	return c
}

// contact is the customer that a plain notify action reaches.
func (d *decision) contact() (address, name, language string) {
	for _, c := range d.contacts(d.contactPaths()) {
		if c.Address != "" && !c.Anonymous && !(c.Asked && !c.Consent) && !c.Unwanted {
			return c.Address, c.Name, c.Language
		}
	}
	return "", "", ""
}

// contactPaths are the relations that lead to people with contact fields, then the record itself.
func (d *decision) contactPaths() []string {
	return sorted(append([]string{"self"}, d.app.Customers(d.form)...))
}

// Customers are the relations of a form that lead to people with contact fields. A relation to a record of the same form
// leads to somebody else's matter.
func (a *App) Customers(f *form.Form) []string {
	var out []string
	for field, target := range f.Relations() {
		if to, ok := a.Form(target); ok && target != f.Key() && to.Spec().Contact != nil {
			out = append(out, field)
		}
	}
	return sorted(out)
}

// send renders a promise's message for one customer and queues it.
func (d *decision) send(key string, entry process.Entry, c process.Contact, edited *action.Draft) (string, problem.List) {
	m, ok := d.app.messages[key]
	if !ok {
		return "", problem.List{problem.New("message.unknown", "", "message", key)}
	}
	draft := edited
	if draft == nil {
		fresh, problems := d.render(m, c.Language)
		if problems != nil {
			return "", problems
		}
		draft = &fresh
	} else {
		draft.Subject, draft.Body = d.linked(draft.Subject), d.linked(draft.Body)
	}
	e := effect.Effect{ID: d.nextID(), Kind: effect.Message,
		Source: effect.Source{Kind: "promise", Key: entry.Promise, Release: d.app.Release},
		Message: &effect.MessageOrder{Template: key, Audience: "customer", Channels: []string{"mail"}, Purpose: m.Purpose,
			Promise: entry.ID, To: []effect.Recipient{{Contact: c.Address, Name: c.Name, Subject: draft.Subject, Body: draft.Body}}}}
	d.emit(e)
	return e.ID, nil
}

// linked puts the customer's link where a person who edited a draft has left its mark, which stood there because nobody
// but the customer may read the link itself.
func (d *decision) linked(text string) string {
	for _, lang := range problem.Languages {
		text = strings.ReplaceAll(text, problem.Sentence(lang, "link.customer", nil), d.link("track"))
	}
	return text
}

// draft renders a promise's message for a person to edit before it is sent.
func (d *decision) draft(key string, c process.Contact) (action.Draft, problem.List) {
	m, ok := d.app.messages[key]
	if !ok {
		return action.Draft{}, problem.List{problem.New("message.unknown", "", "message", key)}
	}
	return d.render(m, c.Language)
}

func (d *decision) render(m action.Message, lang string) (action.Draft, problem.List) {
	return filled(m, d.context(effect.Source{}), lang)
}

// filled is a message as a reader of lang gets it, or hears it.
func filled(m action.Message, c *action.Context, lang string) (action.Draft, problem.List) {
	subject, body, err := m.Render(c, lang)
	if err != nil {
		return action.Draft{}, asProblems(err, m.Key)
	}
	spoken, err := m.Say(c, lang)
	if err != nil {
		return action.Draft{}, asProblems(err, m.Key)
	}
	return action.Draft{Template: m.Key, Subject: subject, Body: body, Spoken: spoken}, nil
}
