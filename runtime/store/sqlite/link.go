package sqlite

import (
	"context"
	"database/sql"
)

// maxStatements bounds the prepared statements one connection keeps.
const maxStatements = 256

// link is one connection with its prepared statements. It is used by one goroutine at a time.
type link struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func connect(ctx context.Context, db *sql.DB) (*link, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &link{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

// statement prepares text once. Query texts depend on the shape of a question only, so they repeat; should they not,
// everything is dropped and collected anew.
func (l *link) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := l.statements[text]; ok {
		return s, nil
	}
	if len(l.statements) >= maxStatements {
		l.forget()
	}
	s, err := l.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	l.statements[text] = s
	return s, nil
}

func (l *link) forget() {
	for _, s := range l.statements {
		_ = s.Close()
	}
	clear(l.statements)
}

// exec runs a statement without keeping it.
func (l *link) exec(ctx context.Context, text string, args ...any) error {
	_, err := l.conn.ExecContext(ctx, text, args...)
	return err
}

// run runs a kept statement.
func (l *link) run(ctx context.Context, text string, args ...any) (sql.Result, error) {
	s, err := l.statement(ctx, text) //nolint:sqlclosecheck // kept: forget closes it
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// row reads at most one row with a kept statement; sql.ErrNoRows when there is none.
func (l *link) row(ctx context.Context, text string, args []any, dest ...any) error {
	s, err := l.statement(ctx, text) //nolint:sqlclosecheck // kept: forget closes it
	if err != nil {
		return err
	}
	return s.QueryRowContext(ctx, args...).Scan(dest...)
}

// each reads rows with a kept statement.
func (l *link) each(ctx context.Context, text string, args []any, fn func(*sql.Rows) error) error {
	s, err := l.statement(ctx, text) //nolint:sqlclosecheck // kept: forget closes it
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// rollback ends a failed transaction; SQLite may have ended it already.
func (l *link) rollback() {
	_ = l.exec(context.Background(), `ROLLBACK`)
}

// close lets go of the connection. A failure leaves nothing to do: what was written is on disk already.
func (l *link) close() {
	l.forget()
	_ = l.conn.Close()
}
