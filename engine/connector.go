package engine

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/process/node"
)

// Connector returns a connector of the app.
func (a *App) Connector(key string) (definition.ConnectorSpec, bool) {
	c, ok := a.connectors[key]
	return c, ok
}

// ownHeaders are set by the product; a definition cannot replace them.
var ownHeaders = []string{"content-type", "content-length", "host", "user-agent", "idempotency-key", "huiyin-timestamp",
	"huiyin-signature", "connection", "transfer-encoding", "cookie"}

// checkConnectors checks where records may be sent and what of them leaves, and what messages from outside mean.
func (c *compiler) checkConnectors() {
	decodeEach(c, "connector", func(d definition.Definition, s definition.ConnectorSpec) {
		if s.Inbound != nil {
			c.checkInbound(d, s)
			return
		}
		var problems problem.List
		if s.URL != "" {
			problems = append(problems, CheckAddress(s.URL).Under("/spec/url")...)
		}
		for i, h := range s.Headers {
			if slices.Contains(ownHeaders, strings.ToLower(h.Name)) {
				problems.Add("connector.header_taken", problem.Pointer("spec", "headers", i, "name"), "header", h.Name)
			}
		}
		f, ok := c.app.forms[s.Form]
		if !ok {
			problems.Add("connector.form_unknown", "/spec/form", "form", s.Form)
		}
		for i, key := range s.Fields {
			if !ok {
				break
			}
			at := problem.Pointer("spec", "fields", i)
			if field, known := f.Field(key); !known {
				problems.Add("connector.field_unknown", at, "field", key)
			} else if field.Personal != nil && s.Purpose == "" {
				problems.Add("connector.field_personal", at, "field", field.Title)
			}
		}
		c.app.connectors[d.Key] = s
		c.add(d, problems)
	})
}

// CheckAddress checks where a connector leads: an address of http or https without a password in it. One that is not
// encrypted is warned of.
func CheckAddress(address string) (problems problem.List) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http":
		problems.Add("connector.url_invalid", "")
	case u.Scheme == "http":
		problems.Warn("connector.url_plain", "")
	}
	return problems
}

// call orders a request to another system. What is sent is fixed here, so that every try says the same. Where the
// connector leads nowhere yet nothing is ordered, and the effect is "".
func (d *decision) call(at string, settings node.CallSettings) (string, problem.List) {
	connector, ok := d.app.Connector(settings.Connector)
	if !ok {
		return "", problem.List{problem.New("process.connector_unknown", "", "connector", settings.Connector)}
	}
	if connector.URL == "" {
		if got, known := d.ask.Get(effect.Need{Kind: effect.NeedAddress, Text: settings.Connector}); !known || got.Count == 0 {
			return "", nil
		}
	}
	id := d.nextID()
	values := map[string]any{}
	for _, key := range connector.Fields {
		values[key] = d.rec.Data[key]
	}
	body, err := json.Marshal(map[string]any{
		"id": id, "app": d.app.Key, "form": d.form.Key(), "step": at, "at": d.now(), "data": values,
		"record": map[string]any{"id": d.rec.ID, "no": d.rec.No, "status": statusOf(d.rec), "createdAt": d.rec.CreatedAt},
	})
	if err != nil {
		return "", asProblems(err, at)
	}
	d.emit(effect.Effect{ID: id, Kind: effect.Webhook, Source: effect.Source{Kind: "node", Key: at, Release: d.rec.Proc.Release},
		Webhook: &effect.WebhookOrder{Connector: settings.Connector, Body: string(body), Into: settings.Into,
			Failing: settings.OnFailure == "arrow", Aside: settings.Aside}})
	return id, nil
}

// called takes the answer to a call: its values into the record, then the flow goes on. Values that the form refuses
// leave the call in the outbox as an incident, for a person to see.
func (d *decision) called(ev Event) {
	i := slices.IndexFunc(d.rec.Outbox, func(e effect.Effect) bool { return e.ID == ev.Effect })
	if i < 0 {
		return // an earlier event took it
	}
	order := d.rec.Outbox[i]
	expected := order.Webhook != nil && order.Webhook.Aside || d.rec.Proc != nil && d.rec.Proc.Expects(ev.Effect)
	if expected && ev.State == node.OK && len(ev.Values) > 0 {
		if refused := d.set(ev.Values, order.Source); refused.Err() != nil {
			if order.Webhook == nil || !order.Webhook.Failing {
				d.stuck(i, refused)
				return
			}
			ev.State, ev.Error = node.Failed, refused.Error()
		}
	}
	d.take(ev.Effect)
	if !expected {
		return
	}
	if order.Webhook != nil && order.Webhook.Aside {
		if ev.State == node.OK {
			d.log(Entry{Type: "call_done", Source: &order.Source, Event: &process.Event{Type: "call_done", Node: order.Source.Key}})
		}
		d.drain()
		return
	}
	d.advance(process.Command{Kind: "result", Effect: ev.Effect, State: ev.State, Comment: ev.Error})
}

// stuck turns an effect into an incident.
func (d *decision) stuck(i int, why problem.List) {
	d.rec.Outbox = slices.Clone(d.rec.Outbox)
	e := &d.rec.Outbox[i]
	e.State, e.Error, e.Lease = effect.Incident, why.Error(), nil
	d.log(Entry{Type: "call_unreadable", Text: why.Error(), Source: &e.Source})
}
