;;; with-eglot.el --- the session with Eglot and Flymake  -*- lexical-binding: t -*-

(require 'eglot)
(require 'flymake)

(setq eglot-sync-connect t
      eglot-connect-timeout cmglint-test-patience
      eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil)

(defun cmglint-test-findings ()
  "What Flymake shows; it looks when it is asked, as idle timers do not run here."
  (flymake-start)
  (flymake-diagnostics))

(defun cmglint-test-request (method params)
  "What the server says to METHOD with PARAMS, after it has heard what was typed."
  (eglot--signal-textDocument/didChange)
  (jsonrpc-request (eglot-current-server) method params))

(defun cmglint-test-apply ()
  "Applies the preferred action at point."
  (eglot--signal-textDocument/didChange)
  (let* ((actions (append (eglot-code-actions (point) (1+ (point)) nil nil) nil))
         (fix (cl-find-if (lambda (it) (eq (plist-get it :isPreferred) t)) actions)))
    (cmglint-test-check fix "no fix is offered")
    (unless (plist-get fix :edit)
      (setq fix (cmglint-test-request :codeAction/resolve fix)))
    (eglot--apply-workspace-edit (plist-get fix :edit))
    (eglot--signal-textDocument/didChange)))

(defun cmglint-test ()
  "What `M-x eglot' starts, as it finds it by the mode."
  (cmglint-test-session
   "eglot"
   (lambda () (apply #'eglot (eglot--guess-contact)))
   #'cmglint-test-findings
   (lambda ()
     (let ((hover (cmglint-test-request :textDocument/hover (eglot--TextDocumentPositionParams))))
       (eglot--hover-info (plist-get hover :contents) (plist-get hover :range))))
   #'cmglint-test-apply
   (lambda () (jsonrpc--process (eglot-current-server)))
   (lambda () (ignore-errors (eglot-shutdown (eglot-current-server) nil 5)))))

;;; with-eglot.el ends here
