package engine

import (
	"slices"
	"strings"

	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/process"
)

// merge lets the record go up in another one. That one is told by an order, notes who came, and tells back where it
// stands, so that whoever hears what is decided in one place.
func (d *decision) merge(cmd process.Command) {
	p, ok := d.process()
	if !ok || p.Spec().Merge == nil {
		d.found.Add("process.merge_off", "/kind")
		return
	}
	spec := p.Spec().Merge
	if d.fits(cmd.To, spec) && d.fail(d.set(map[string]any{spec.Field: cmd.To}, merged)) || !d.advance(cmd) {
		return
	}
	d.speak(cmd.To, effect.Merging{Kind: "joined"})
}

// unmerge takes the record out again.
func (d *decision) unmerge(cmd process.Command) {
	p, ok := d.process()
	if !ok || p.Spec().Merge == nil || d.rec.Proc.Aside == nil {
		d.found.Add("process.merge_none", "/kind")
		return
	}
	d.putBack(cmd)
}

// putBack takes the record out of the one it went up in by cmd, gives back what it had taken over and tells that one.
func (d *decision) putBack(cmd process.Command) bool {
	p, ok := d.process()
	if !ok || p.Spec().Merge == nil {
		return false
	}
	aside, spec := d.rec.Proc.Aside, p.Spec().Merge
	back := map[string]any{spec.Field: nil}
	for _, key := range spec.Carry {
		back[key] = aside.Values[key]
	}
	if d.fail(d.set(back, merged)) || !d.advance(cmd) {
		return false
	}
	d.speak(aside.Into, effect.Merging{Kind: "left"})
	return true
}

// leave takes a record that is deleted, or was deleted as part of a merge, out of it: nothing may count it there, and
// restored it is somebody's work again. It reports whether the deletion may go on.
func (d *decision) leave() bool {
	if d.rec.Proc == nil || d.rec.Proc.Aside == nil {
		return true
	}
	return d.putBack(process.Command{Kind: "merging", Merging: &effect.Merging{Kind: "deleted", Record: d.rec.ID}})
}

// merged is the source of what merging changes.
var merged = effect.Source{Kind: "process", Key: "merge"}

// fits checks that the record can go up in another one; true while it is not known.
func (d *decision) fits(to string, spec *process.Merge) bool {
	switch to {
	case "":
		d.found.Add("process.merge_target", "/to")
		return false
	case d.rec.ID:
		d.found.Add("process.merge_itself", "/to")
		return false
	}
	got, known := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: d.form.Key(), IDs: []string{to}})
	if !known {
		return true
	}
	if len(got.Records) == 0 {
		d.found.Add("process.merge_gone", "/to")
		return false
	}
	one := got.Records[0]
	code := spec.Unfit(one.State, one.Status, one.Into, one.Members)
	if code == "" {
		return true
	}
	status, _ := d.statusTitle(d.who.Language, one.Status)
	d.found.Add(code, "/to", "no", one.No, "status", status, "max", process.MaxMembers)
	return false
}

// speak tells the record this one goes up in, or leaves.
func (d *decision) speak(to string, m effect.Merging) {
	id := d.nextID()
	users := append([]string(nil), d.rec.People.Followers...)
	if s := d.rec.People.Submitter; s != "" && !contains(users, s) {
		users = append(users, s)
	}
	m.Record, m.Title, m.Seq, m.Users = d.rec.ID, d.name(), d.rec.Seq, users
	d.emit(effect.Effect{ID: id, Kind: effect.Record, Source: merged, Record: &effect.RecordOrder{Form: d.form.Key(), ID: to, Merging: &m}})
}

// lead tells the records that went up in this one what changed for them: where it stands, fields they take over,
// letters that went out. Who has just come hears where it stands.
func (d *decision) lead() {
	p, ok := d.process()
	if !ok || p.Spec().Merge == nil || d.old == nil || d.old.Proc == nil {
		return
	}
	spec := p.Spec().Merge
	var say []string
	for _, letter := range d.said {
		if contains(spec.Messages, letter) && !contains(say, letter) {
			say = append(say, letter)
		}
	}
	to := d.led(spec, len(say) > 0)
	if len(to) == 0 {
		return
	}
	quiet, known := d.quiet()
	if !known {
		return
	}
	set := map[string]any{}
	for _, key := range spec.Carry {
		set[key] = d.rec.Data[key]
	}
	id, shown := d.nextID(), d.rec.Proc.Shown()
	d.emit(effect.Effect{ID: id, Kind: effect.Record, Source: merged, Record: &effect.RecordOrder{Form: d.form.Key(), ID: to[0], Also: to[1:], Set: set,
		Merging: &effect.Merging{Kind: "lead", Record: d.rec.ID, Seq: d.rec.Seq, Status: shown.Status, State: shown.State, Quiet: quiet, Say: say, Way: d.rec.Proc.Way()}}})
}

// led lists the merged records that have something to hear.
func (d *decision) led(spec *process.Merge, said bool) []string {
	was, is := d.old.Proc.Shown(), d.rec.Proc.Shown()
	all := said || was.Status != is.Status || was.State != is.State || slices.ContainsFunc(spec.Carry, func(key string) bool {
		return !form.Identical(d.old.Data[key], d.rec.Data[key])
	})
	var out []string
	for _, m := range d.rec.Proc.Members {
		known := slices.ContainsFunc(d.old.Proc.Members, func(o process.Member) bool { return o.ID == m.ID })
		if all || !known {
			out = append(out, m.ID)
		}
	}
	return out
}

// quiet lists the merged records whose customer is told by this record or by another one of them: everybody hears once.
func (d *decision) quiet() ([]string, bool) {
	got, known := d.members(d.rec.Proc.Members)
	if !known {
		return nil, false
	}
	seen := map[string]bool{}
	for _, voice := range d.voices(d.rec.Data) {
		seen[voice] = true
	}
	var out []string
	for _, one := range got {
		voices := d.voices(one.Data)
		if slices.ContainsFunc(voices, func(v string) bool { return seen[v] }) {
			out = append(out, one.ID)
		}
		for _, v := range voices {
			seen[v] = true
		}
	}
	return out, true
}

func (d *decision) members(list []process.Member) ([]effect.Found, bool) {
	ids := make([]string, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	got, known := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: d.form.Key(), IDs: ids})
	return got.Records, known
}

// voices are the names by which the customer behind a record of the form is known: the customer file it is linked to,
// else address and phone. Nobody is known by nothing.
func (d *decision) voices(data map[string]any) []string {
	var out []string
	for _, field := range d.app.Customers(d.form) {
		if id, ok := data[field].(string); ok && id != "" {
			out = append(out, field+":"+id)
		}
	}
	contact := d.form.Spec().Contact
	if len(out) > 0 || contact == nil {
		return out
	}
	for _, field := range []string{contact.Email, contact.Phone} {
		if s, ok := data[field].(string); ok && s != "" {
			out = append(out, field+":"+strings.ToLower(s))
		}
	}
	return out
}

// owed names the customers of merged records who are still to be told. A record that has not heard yet where this one
// stands counts as one.
func (d *decision) owed(members []process.Member, status string) ([]string, bool) {
	got, known := d.members(members)
	var out []string
	for _, one := range got {
		switch {
		case one.Into != d.rec.ID:
		case len(one.Owed) > 0:
			out = append(out, one.Owed...)
		case one.Follows != status:
			out = append(out, one.Title)
		}
	}
	return out, known
}

// followers are the people who follow the record, or one that went up in it.
func (r *Record) followers() []string {
	out := r.People.Followers
	if r.Proc == nil {
		return out
	}
	for _, m := range r.Proc.Members {
		for _, id := range m.Users {
			if !contains(out, id) {
				out = append(slices.Clip(out), id)
			}
		}
	}
	return out
}
