package runtime

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// AuditEntry is something that must be provable later: a sign-in, an unmasked value, a publish, a changed right.
type AuditEntry struct {
	ID      string    `json:"_id"`
	At      time.Time `json:"at"`
	Type    string    `json:"type"`
	By      string    `json:"by"`
	User    string    `json:"user,omitempty"` // whom it is about
	App     string    `json:"app,omitempty"`
	Form    string    `json:"form,omitempty"`
	Record  string    `json:"record,omitempty"`
	Field   string    `json:"field,omitempty"`
	Text    string    `json:"text,omitempty"`
	Address string    `json:"address,omitempty"`
	Failed  bool      `json:"failed,omitempty"`
}

// AuditLog keeps audit entries. Nothing changes or deletes them.
type AuditLog struct {
	Store store.Store
	Now   func() time.Time
}

// Write keeps an entry and reports whether that worked; unmasking refuses to go on without.
func (l *AuditLog) Write(ctx context.Context, e AuditEntry) error {
	e.ID, e.At = NewID(l.Now()), l.Now().UTC()
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return l.Store.Write(ctx, store.Op{Collection: Audit, ID: e.ID, Body: body})[0].Err
}

// Note keeps an entry; when the store refuses, the log of the server has it.
func (l *AuditLog) Note(ctx context.Context, e AuditEntry) {
	if err := l.Write(ctx, e); err != nil {
		slog.ErrorContext(ctx, "audit entry not stored", "type", e.Type, "by", e.By, "err", err)
	}
}

// Find returns a page of entries.
func (l *AuditLog) Find(ctx context.Context, q query.Query) ([]AuditEntry, string, error) {
	page, err := l.Store.Find(ctx, Audit, q)
	if err != nil {
		return nil, "", err
	}
	out := make([]AuditEntry, len(page.Documents))
	for i, d := range page.Documents {
		if err := json.Unmarshal(d.Body, &out[i]); err != nil {
			return nil, "", err
		}
	}
	return out, page.Next, nil
}
