package runtime

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
	"huiyin/runtime/executor"
)

// Inbox takes what other systems send to connectors: it verifies the signature, lets the definition say what the
// message means, and submits that like anything else.
type Inbox struct {
	Submitter  *Submitter
	Connectors *ConnectorBook
	Arrivals   *ArrivalBook
	Now        func() time.Time
}

// Message is a request to a connector.
type Message struct {
	App, Connector       string
	Timestamp, Signature string // as executor.Signature makes them
	Key                  string // idempotency key of the sender, "" = none
	Body                 []byte
	Address              string
}

// replayWindow is how far the clock of the sender may be from ours, and so how long a message can be sent again.
const replayWindow = 5 * time.Minute

// messageBounds bound a message.
var messageBounds = schema.Limit{Bytes: 256 << 10, Depth: 32}

// Take carries a message out. The error is ErrGone for a connector there is none of, a problem.List for what is refused,
// or a failure of the store; a refused message is noted as well. The same message again comes to the same.
func (b *Inbox) Take(ctx context.Context, m Message) (Arrival, error) {
	app, ok := b.Submitter.Apps.Get(m.App)
	if !ok {
		return Arrival{}, ErrGone
	}
	spec, ok := app.Connector(m.Connector)
	if !ok || spec.Inbound == nil {
		return Arrival{}, ErrGone
	}
	secret, err := b.Connectors.Secret(ctx, m.App, spec.Secret)
	if err != nil {
		return Arrival{}, err
	}
	off, err := b.Connectors.Off(ctx, m.App, m.Connector)
	if err != nil {
		return Arrival{}, err
	}
	d := Arrival{App: m.App, Connector: m.Connector, Form: spec.Form, Address: m.Address, Bytes: len(m.Body)}
	if refused := b.verify(m, secret); refused.Err() != nil {
		return d, refused
	}
	if off {
		return d, problem.List{problem.New("hook.off", "")}
	}
	d.ID, d.Key = arrivalID(m.App, m.Connector, m.Signature), m.key()
	if d, err = b.Arrivals.Open(ctx, d); err != nil || d.Done() {
		return d, err
	}
	return b.carry(ctx, app, m, d)
}

// verify tells whether a message is from who knows the secret, and new.
func (b *Inbox) verify(m Message, secret string) problem.List {
	if secret == "" {
		return problem.List{problem.New("hook.secret_unset", "")}
	}
	want := "v1=" + executor.Signature(secret, m.Timestamp, m.Body)
	if !hmac.Equal([]byte(want), []byte(m.Signature)) {
		return problem.List{problem.New("hook.signature", "")}
	}
	seconds, err := strconv.ParseInt(m.Timestamp, 10, 64)
	if off := b.Now().Sub(time.Unix(seconds, 0)).Abs(); err != nil || off > replayWindow {
		return problem.List{problem.New("hook.timestamp", "", "minutes", int(replayWindow.Minutes()))}
	}
	return nil
}

// key is what the message is carried out under: once for each key of its sender with the same content, else once for
// each signature.
func (m Message) key() string {
	h := sha256.New()
	for _, part := range []string{"hook", m.App, m.Connector, m.Key} {
		_, _ = h.Write([]byte(part + "\n"))
	}
	if m.Key == "" {
		_, _ = h.Write([]byte(m.Signature))
	} else {
		_, _ = h.Write(m.Body)
	}
	return "hook:" + hex.EncodeToString(h.Sum(nil)[:16])
}

// carry does what a message means and notes what became of it.
func (b *Inbox) carry(ctx context.Context, app *engine.App, m Message, d Arrival) (Arrival, error) {
	r, state, err := b.decide(ctx, app, m, d)
	var refused problem.List
	if err != nil && !errors.As(err, &refused) {
		return d, err
	}
	d.State, d.Problems = state, nil
	if r != nil {
		d.Record, d.No = r.ID, r.No
	}
	if err != nil {
		d.State, d.Problems = "refused", refused
	}
	closed, noted := b.Arrivals.Close(ctx, d)
	if noted == nil {
		noted = b.Connectors.Note(ctx, m.App, m.Connector, firstOf(refused))
	}
	return closed, errors.Join(err, noted)
}

// firstOf is why a message was refused, for the health of its connector: without anything that it said.
func firstOf(refused problem.List) error {
	if len(refused) == 0 {
		return nil
	}
	return errors.New(strings.TrimSpace(refused[0].Code + " " + refused[0].Pointer))
}

func (b *Inbox) decide(ctx context.Context, app *engine.App, m Message, d Arrival) (*engine.Record, string, error) {
	payload, problems := schema.Decode(m.Body, messageBounds)
	if problems.Err() != nil {
		return nil, "", problems
	}
	intake, _, problems := app.Receive(m.Connector, payload, b.Now())
	if problems.Err() != nil {
		return nil, "", problems
	}
	if intake.Skip {
		return nil, "ignored", nil
	}
	q := Request{App: app.Key, Submission: engine.Submission{Form: intake.Form, Kind: "create", Patch: intake.Patch, Who: access.System, Channel: "api", Key: d.Key}}
	if intake.By == "" {
		out, err := b.Submitter.Submit(ctx, q)
		return out.Record, "created", err
	}
	return b.upsert(ctx, app, intake, q)
}

// upsert changes the record that a message is about, or makes it where the definition says so.
func (b *Inbox) upsert(ctx context.Context, app *engine.App, intake engine.Intake, q Request) (*engine.Record, string, error) {
	f, _ := app.Form(intake.Form)
	known, problems := KnownBy(f, intake.By, intake.Value)
	if problems.Err() != nil {
		return nil, "", problems
	}
	r, err := b.Submitter.Holder(ctx, app, f, known)
	if err != nil {
		return nil, "", err
	}
	if r == nil && intake.Missing == "ignore" {
		return nil, "ignored", nil
	}
	if r == nil && intake.Missing == "refuse" {
		return nil, "", problem.List{problem.New("hook.unknown_record", "", "field", intake.By)}
	}
	same := true
	r, created, err := b.Submitter.Upsert(ctx, app, f, known, q, func(ctx context.Context, q Request) (engine.Outcome, error) {
		out, err := b.Submitter.Submit(ctx, q)
		same = out.Same || out.Repeat
		return out, err
	})
	switch {
	case err != nil:
		return nil, "", err
	case created:
		return r, "created", nil
	case same:
		return r, "same", nil
	}
	return r, "changed", nil
}
