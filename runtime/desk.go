package runtime

import (
	"context"
	"errors"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/executor"
	"huiyin/runtime/store"
)

// EffectDesk is where a person deals with effects that did not work: incidents, and messages to be sent again.
type EffectDesk struct {
	Worker   *Worker
	Messages *MessageBook
	Message  executor.Message

	sending sync.Map // ids of the messages being sent again by this node
}

// begin reports whether nobody on this node is sending the message again just now.
func (d *EffectDesk) begin(id string) bool {
	_, busy := d.sending.LoadOrStore(id, true)
	return !busy
}

// Incident is an effect whose tries are used up.
type Incident struct {
	App, Form, Record, No, Title string
	Effect                       effect.Effect
	At                           time.Time
}

// Incidents lists the open incidents of the apps named, oldest record first, at most limit.
func (d *EffectDesk) Incidents(ctx context.Context, apps []*engine.App, limit int) ([]Incident, error) {
	var out []Incident
	s := d.Worker.Submitter
	for _, app := range apps {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			page, err := s.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
				Where: query.Condition{Field: "outbox.state", Op: "has", Value: string(effect.Incident)}, Limit: limit})
			if err != nil {
				return nil, err
			}
			for _, doc := range page.Documents {
				r, err := s.Codec.Decode(doc.Body, f)
				if err != nil {
					return nil, err
				}
				for _, e := range r.Outbox {
					if e.State == effect.Incident && len(out) < limit {
						out = append(out, Incident{App: r.App, Form: r.Form, Record: r.ID, No: r.No, Title: r.Title, Effect: e, At: e.Due})
					}
				}
			}
		}
	}
	return out, nil
}

// Decide retries an incident at once or skips it for good. Unknown incidents are ErrGone.
func (d *EffectDesk) Decide(ctx context.Context, appKey, formKey, id, effectID string, retry bool) error {
	s := d.Worker.Submitter
	for try := 0; try < maxTries; try++ {
		app, f, r, err := d.Worker.load(ctx, due{appKey, formKey, id})
		if err != nil {
			return err
		}
		if r == nil {
			return ErrGone
		}
		i := incident(r, effectID)
		if i < 0 {
			return ErrGone
		}
		if !retry {
			return s.Resume(ctx, appKey, formKey, id, skipped(r.Outbox[i]))
		}
		r.Outbox[i].State, r.Outbox[i].Tries, r.Outbox[i].Due = effect.Waiting, 0, s.Now().UTC()
		if done, err := d.Worker.write(ctx, app, f, r, false); done || err != nil {
			if done {
				d.Worker.Nudge(appKey, formKey, id)
			}
			return err
		}
	}
	return store.ErrConflict
}

func incident(r *engine.Record, effectID string) int {
	for i, e := range r.Outbox {
		if e.ID == effectID && e.State == effect.Incident {
			return i
		}
	}
	return -1
}

// skipped is the event that takes an effect out of the outbox unperformed; a promise counts as failed then, so that
// somebody tells the customer by hand.
func skipped(e effect.Effect) engine.Event {
	if e.Kind == effect.Record {
		return engine.Event{Kind: "record", Effect: e.ID}
	}
	if e.Kind == effect.Webhook {
		return engine.Event{Kind: "webhook", Effect: e.ID, State: "skipped"}
	}
	return engine.Event{Kind: "message", Effect: e.ID, State: "failed", Error: e.Error}
}

// Resend sends a logged mail again: one that failed, or was written while no mail server was configured. The ledger
// entry it was meant to keep learns when it works. A customer who took their consent back is not written to: problem
// message.consent_withdrawn. A record that is deleted is ErrGone.
func (d *EffectDesk) Resend(ctx context.Context, id string) (*MessageLog, error) {
	m, err := d.Messages.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if m.Channel != "mail" || m.State == "sent" || m.Sample || !d.begin(id) {
		return m, nil
	}
	defer d.sending.Delete(id)
	if err := d.consented(ctx, m); err != nil {
		return nil, err
	}
	m.State = "sending" // written first: whoever pressed elsewhere at the same moment finds another revision
	if err := d.Messages.Put(ctx, m); errors.Is(err, store.ErrConflict) {
		return d.Messages.Get(ctx, id)
	} else if err != nil {
		return nil, err
	}
	state, detail, err := d.send(ctx, m)
	if err != nil {
		return nil, err
	}
	if err := d.Messages.End(ctx, id, state, detail); err != nil {
		return nil, err
	}
	if state == "sent" && m.Promise != "" {
		ev := engine.Event{Kind: "message", Effect: m.Effect, Promise: m.Promise, State: state, Channel: m.Channel}
		if err := d.Worker.Submitter.Resume(ctx, m.App, m.Form, m.Record, ev); err != nil && !errors.Is(err, ErrGone) {
			return nil, err
		}
	}
	return d.Messages.Get(ctx, id)
}

// consented refuses mail to the customer of a record who has said not to want any.
func (d *EffectDesk) consented(ctx context.Context, m *MessageLog) error {
	_, f, r, err := d.Worker.load(ctx, due{m.App, m.Form, m.Record})
	if err != nil {
		return err
	}
	if r == nil || r.DeletedAt != nil {
		return ErrGone
	}
	contact := f.Spec().Contact
	if m.User != "" || m.Audience != "customer" || contact == nil || contact.Consent == "" {
		return nil
	}
	answer, answered := r.Data[contact.Consent].(map[string]any)
	if given, _ := answer["given"].(bool); answered && !given {
		return problem.List{problem.New("message.consent_withdrawn", "")}
	}
	return nil
}

// send hands a message to the mail server and tells what became of it.
func (d *EffectDesk) send(ctx context.Context, m *MessageLog) (state, detail string, err error) {
	to, name := m.To, m.Name
	if m.User == "" { // whoever filled in the form wrote the name, and the address may be somebody else's
		name = ""
	} else {
		if to, _, err = d.Message.Address(ctx, m.User); err != nil {
			return "", "", err
		}
	}
	if d.Message.Mail == nil {
		return "not_configured", "", nil
	}
	err = d.Message.Mail.Send(ctx, executor.Mail{ID: m.ID, To: to, Name: name, Subject: m.Subject, Body: m.Body})
	if err != nil {
		return "failed", err.Error(), nil //nolint:nilerr // what became of it is the answer
	}
	return "sent", "", nil
}
