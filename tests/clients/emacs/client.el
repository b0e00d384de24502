;;; client.el --- a session in Emacs, with Eglot and Flymake, without a window  -*- lexical-binding: t -*-

(let ((default-directory "/usr/share/emacs/site-lisp/elpa/"))
  (when (file-directory-p default-directory)
    (normal-top-level-add-subdirs-to-load-path)))
(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(setq eglot-sync-connect 10
      eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil)

(define-derived-mode cmglint-test-mode prog-mode "toml")
(put 'cmglint-test-mode 'eglot-language-id "toml")

(defun cmglint-test-wait (seconds done)
  "Wait until DONE says so, for SECONDS at most."
  (let ((end (+ (float-time) seconds)) result)
    (while (and (not (setq result (funcall done))) (< (float-time) end))
      (accept-process-output nil 0.05)
      (sit-for 0.01))
    result))

(defun cmglint-test-check (condition text)
  "Fail with TEXT unless CONDITION."
  (unless condition (error "%s" text)))

(defun cmglint-test-session ()
  "Findings, a fix, and the end."
  (find-file (getenv "DOCUMENT"))
  (cmglint-test-mode)
  ;; A list of modes: Eglot 1.9 refuses a symbol.
  (eglot (list 'cmglint-test-mode) (cons 'transient default-directory) 'eglot-lsp-server
         (list (getenv "CMGLINT") "server") "toml")
  (unless flymake-mode (flymake-mode 1))
  (flymake-start)
  (cmglint-test-wait 10 (lambda () (> (length (flymake-diagnostics)) 10)))
  (let ((found (length (flymake-diagnostics))))
    (cmglint-test-check (> found 10) (format "%d findings" found)))
  (let* ((server (eglot-current-server))
         (process (jsonrpc--process server)))
    (goto-char (point-min))
    (search-forward "\"East US\"")
    (backward-char 3)
    (let* ((actions (append (eglot-code-actions (1- (point)) (point) nil nil) nil))
           (fix (cl-find-if (lambda (it) (eq (plist-get it :isPreferred) t)) actions)))
      (cmglint-test-check fix "no fix is offered")
      (let ((action (if (plist-get fix :edit) fix
                      (jsonrpc-request server :codeAction/resolve fix))))
        (eglot--apply-workspace-edit (plist-get action :edit))))
    (goto-char (point-min))
    (cmglint-test-check (search-forward "region = \"eastus\"" nil t) "the fix was not applied")
    (set-buffer-modified-p nil)
    (ignore-errors (eglot-shutdown server nil 5))
    (cmglint-test-wait 5 (lambda () (not (process-live-p process))))
    (cmglint-test-check (not (process-live-p process)) "the server lives on"))
  (princ (format "emacs %s: findings, fix, end\n" emacs-version)))

(condition-case problem
    (cmglint-test-session)
  ((debug error)
   (princ (format "%s\n" (error-message-string problem)))
   (kill-emacs 1)))
(kill-emacs 0)

;;; client.el ends here
