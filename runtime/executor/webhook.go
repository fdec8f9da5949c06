package executor

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
)

// The headers of every request. The receiver verifies SignatureHeader, refuses old timestamps, and drops what it has
// seen by KeyHeader: the same call may come more than once, always with the same key and the same body.
const (
	KeyHeader       = "Idempotency-Key"  // id of the effect, "record:number"
	TimestampHeader = "Huiyin-Timestamp" // seconds since 1970, of this try
	SignatureHeader = "Huiyin-Signature" // "v1=" and the hex HMAC-SHA256 of timestamp + "." + body under the connector's secret
)

// Bounds of a call.
const (
	callTimeout = 10 * time.Second
	maxAnswer   = 64 << 10
)

// Final says that trying again cannot help: the other system refused, or the call cannot be made at all.
type Final struct{ Cause error }

// Error tells why.
func (f *Final) Error() string { return f.Cause.Error() }

// Unwrap is the cause.
func (f *Final) Unwrap() error { return f.Cause }

func final(format string, args ...any) error { return &Final{fmt.Errorf(format, args...)} }

// Webhook calls other systems through connectors.
type Webhook struct {
	Client *http.Client // see NewCaller
	Now    func() time.Time
	// Secret returns a secret of an app, "" when none is set.
	Secret func(ctx context.Context, app, name string) (string, error)
	// Address returns where a connector leads, given what its definition says; "" is nowhere.
	Address func(ctx context.Context, app, connector, defined string) (string, error)
	// Note learns the outcome of every request.
	Note func(ctx context.Context, app, connector string, outcome error) error
}

// Kind is effect.Webhook.
func (Webhook) Kind() effect.Kind { return effect.Webhook }

// Leased is true: two nodes must not call at the same time.
func (Webhook) Leased(job Job) bool { return !job.Record.Sample }

// Perform sends the request and reads the answer. 2xx is success; 408, 425, 429, 5xx and whatever happens on the way
// are worth another try; everything else is *Final. Sample records are never sent and play on as if they were.
func (w Webhook) Perform(ctx context.Context, job Job) (engine.Event, error) {
	order := job.Effect.Webhook
	done := engine.Event{Kind: "webhook", Effect: job.Effect.ID, State: "ok"}
	if order == nil {
		return done, fmt.Errorf("effect %s has no webhook order", job.Effect.ID)
	}
	if job.Record.Sample {
		return done, nil
	}
	connector, known := job.App.Connector(order.Connector)
	if !known {
		return done, final("connector %s is gone", order.Connector)
	}
	answer, err := w.Send(ctx, job.App.Key, order.Connector, connector, Request{ID: job.Effect.ID, Body: []byte(order.Body)})
	if err != nil {
		return done, err
	}
	done.Values, err = pick(answer, order.Into)
	return done, err
}

// Request is what is sent: the same id and body with every try.
type Request struct {
	ID   string
	Body []byte
}

// Send makes a signed request through a connector, notes how it went, and returns the body of a successful answer.
func (w Webhook) Send(ctx context.Context, app, key string, c definition.ConnectorSpec, r Request) ([]byte, error) {
	answer, err := w.ask(ctx, app, key, c, r)
	if noted := w.Note(ctx, app, key, err); noted != nil {
		return nil, errors.Join(err, noted)
	}
	return answer, err
}

// ask makes the request.
func (w Webhook) ask(ctx context.Context, app, key string, c definition.ConnectorSpec, r Request) ([]byte, error) {
	secret, err := w.Secret(ctx, app, c.Secret)
	if err != nil {
		return nil, err
	}
	if secret == "" {
		return nil, final("the secret %s is not set", c.Secret)
	}
	address, err := w.Address(ctx, app, key, c.URL)
	if err != nil {
		return nil, err
	}
	if address == "" {
		return nil, final("the connector %s has no address", key)
	}
	timeout := callTimeout
	if c.Timeout > 0 {
		timeout = time.Duration(c.Timeout) * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := w.request(ctx, address, secret, c, r)
	if err != nil {
		return nil, err
	}
	res, err := w.Client.Do(req)
	if err = nameless(err); err != nil {
		if errors.Is(err, errPrivate) {
			return nil, &Final{err}
		}
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	return body, judge(res.StatusCode, body, err)
}

// request is the signed request.
func (w Webhook) request(ctx context.Context, address, secret string, c definition.ConnectorSpec, r Request) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(r.Body))
	if err != nil {
		return nil, &Final{nameless(err)}
	}
	for _, h := range c.Headers {
		req.Header.Set(h.Name, strings.ReplaceAll(h.Value, "{secret}", secret))
	}
	stamp := strconv.FormatInt(w.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Huiyin")
	req.Header.Set(KeyHeader, r.ID)
	req.Header.Set(TimestampHeader, stamp)
	req.Header.Set(SignatureHeader, "v1="+Signature(secret, stamp, r.Body))
	return req, nil
}

// nameless is an error without the address, which may hold a token: it is kept, and read by many.
func nameless(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// judge tells what the answer means.
func judge(status int, body []byte, read error) error {
	switch {
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests, status >= 500:
		return fmt.Errorf("answer %d", status)
	case status < 200 || status > 299:
		return final("answer %d", status)
	case read != nil:
		return read
	case len(body) > maxAnswer:
		return final("the answer is longer than %d bytes", maxAnswer)
	}
	return nil
}

// Signature is the hex HMAC-SHA256 of timestamp + "." + body under a secret.
func Signature(secret, timestamp string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	_, _ = m.Write([]byte(timestamp + "."))
	_, _ = m.Write(body)
	return hex.EncodeToString(m.Sum(nil))
}

// pick reads the wanted values out of the answer. What it does not hold stays as it is in the record.
func pick(answer []byte, into map[string]string) (map[string]any, error) {
	if len(into) == 0 {
		return nil, nil
	}
	var doc any
	if err := json.Unmarshal(answer, &doc); err != nil {
		return nil, final("the answer is no JSON: %v", err)
	}
	out := map[string]any{}
	for field, path := range into {
		if v := follow(doc, strings.Split(path, ".")); v != nil {
			out[field] = v
		}
	}
	return out, nil
}

func follow(v any, path []string) any {
	for _, part := range path {
		switch at := v.(type) {
		case map[string]any:
			v = at[part]
		case []any:
			n, err := strconv.Atoi(part)
			if err != nil || n < 0 || n >= len(at) {
				return nil
			}
			v = at[n]
		default:
			return nil
		}
	}
	return v
}
